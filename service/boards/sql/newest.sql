-- The newest public ideas in an area, whatever has become of them.
SELECT p.reference, p.title, p.body, p.language, p.created_on, p.support_count, p.comment_count, p.is_synthetic, p.state
FROM pin AS p JOIN membership AS m ON m.subject_kind = 'pin' AND m.subject_id = p.id
WHERE m.area_version_id = :version_id AND p.municipality_id = :municipality_id
ORDER BY p.created_on DESC, p.reference DESC
LIMIT :most
