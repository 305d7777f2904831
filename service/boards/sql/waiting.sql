-- Public ideas in an area that nobody has answered, the longest wait first.
SELECT p.reference, p.title, p.body, p.language, p.created_on, p.support_count, p.comment_count, p.is_synthetic
FROM pin AS p JOIN membership AS m ON m.subject_kind = 'pin' AND m.subject_id = p.id
WHERE m.area_version_id = :version_id AND p.municipality_id = :municipality_id AND p.state = 'received'
ORDER BY p.created_on, p.reference
LIMIT :most
