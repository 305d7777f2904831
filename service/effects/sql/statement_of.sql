-- The public statement with a reference on one of some proposals.
SELECT reference, proposal_slug
FROM statement
WHERE municipality_id = :municipality_id AND reference = :reference
  AND proposal_id = ANY (CAST(:proposal_ids AS uuid[]))
