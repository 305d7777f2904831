-- The proposal that grew out of an idea, while both are seen.
SELECT p.slug, p.title, p.summary
FROM proposal_idea AS g JOIN proposal AS p ON p.id = g.proposal_id
WHERE g.proposal_id = CAST(:proposal_id AS uuid) AND g.pin_id = CAST(:pin_id AS uuid)
