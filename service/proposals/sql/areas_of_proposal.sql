-- The published areas that a proposal reaches into, with the share of it inside, largest first.
SELECT a.slug, a.kind, a.names, m.share
FROM membership AS m
JOIN area AS a ON a.version_id = m.area_version_id
WHERE m.subject_kind = 'proposal' AND m.subject_id = :proposal_id AND m.share >= 0.001
ORDER BY m.share DESC, a.slug
LIMIT 20
