-- The idea of an area that has waited the longest for an answer.
SELECT p.reference, p.title, p.body, p.language, p.created_on
FROM membership AS m JOIN pin AS p ON p.id = m.subject_id
WHERE m.area_version_id = :version_id AND m.subject_kind = 'pin' AND p.state = 'received'
ORDER BY p.created_on, p.reference
LIMIT 1
