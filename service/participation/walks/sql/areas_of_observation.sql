-- The published areas that hold an observation, the smallest first.
SELECT a.slug, a.names
FROM membership AS m
JOIN area AS a ON a.version_id = m.area_version_id
WHERE m.subject_kind = 'observation' AND m.subject_id = :key
ORDER BY a.area_m2, a.slug
LIMIT 12
