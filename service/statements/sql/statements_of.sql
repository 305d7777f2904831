-- A page of the public statements on a proposal, the newest first; each row carries how many match in all.
SELECT s.id, s.proposal_id, s.proposal_slug, s.proposal_title, s.proposal_version, s.reference, s.kind, s.about,
       ST_AsBinary(s.geom) AS wkb, s.part, s.paragraph, s.quote, s.title, s.body, s.language, s.author_name,
       s.on_behalf, s.state, s.outcome, s.received_on, s.late_reason, s.is_synthetic, s.signatures, d.decision,
       CAST(count(*) OVER () AS integer) AS total
FROM statement AS s LEFT JOIN statement_decision AS d ON d.statement_id = s.id
WHERE s.municipality_id = :municipality_id AND s.proposal_slug = :slug
  AND (CAST(:about AS text) IS NULL OR s.about = :about)
  AND (CAST(:state AS text) IS NULL OR s.state = :state)
  AND (CAST(:effect AS text) IS NULL OR (s.about = 'effect' AND s.part ->> 'key' = :effect))
  AND (CAST(:paragraph AS integer) IS NULL OR s.paragraph = :paragraph)
ORDER BY s.received_on DESC, s.reference
LIMIT :limit OFFSET :offset
