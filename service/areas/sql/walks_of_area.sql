-- Development walks through an area.
SELECT w.slug, w.title, w.walked_at, w.participant_count, w.is_synthetic, m.share
FROM membership AS m JOIN walk AS w ON w.id = m.subject_id
WHERE m.area_version_id = :version_id AND m.subject_kind = 'walk'
ORDER BY w.walked_at DESC
LIMIT :limit
