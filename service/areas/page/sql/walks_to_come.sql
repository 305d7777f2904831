-- Walks through an area that are still ahead, the next one first.
SELECT w.slug, w.title, w.walked_at, w.is_synthetic
FROM membership AS m JOIN walk AS w ON w.id = m.subject_id
WHERE m.area_version_id = :version_id AND m.subject_kind = 'walk' AND w.walked_at > now()
ORDER BY w.walked_at
LIMIT :limit
