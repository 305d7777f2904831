-- The newest public pins of an area.
SELECT p.reference, p.title, p.body, p.theme, p.state, p.language, p.support_count, p.comment_count, p.is_synthetic,
       p.created_on
FROM membership AS m JOIN pin AS p ON p.id = m.subject_id
WHERE m.area_version_id = :version_id AND m.subject_kind = 'pin'
ORDER BY p.created_on DESC, p.reference DESC
LIMIT :limit
