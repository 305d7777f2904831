-- One public statement, by its reference or by its id.
SELECT s.id, s.proposal_id, s.proposal_slug, s.proposal_title, s.proposal_version, s.reference, s.kind, s.about,
       ST_AsBinary(s.geom) AS wkb, s.part, s.paragraph, s.quote, s.title, s.body, s.language, s.author_name,
       s.on_behalf, s.state, s.outcome, s.received_on, s.late_reason, s.is_synthetic, s.signatures, d.decision
FROM statement AS s LEFT JOIN statement_decision AS d ON d.statement_id = s.id
WHERE s.municipality_id = :municipality_id
  AND (s.reference = CAST(:reference AS text) OR s.id = CAST(:id AS uuid))
