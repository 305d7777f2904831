-- The published areas that a walk's route runs through, with the share of it inside, largest first.
SELECT a.slug, a.names, m.share
FROM membership AS m
JOIN area AS a ON a.version_id = m.area_version_id
WHERE m.subject_kind = 'walk' AND m.subject_id = :walk_id
ORDER BY m.share DESC, a.slug
LIMIT 12
