-- Public ideas that nobody has answered, the longest wait first.
SELECT p.id, p.reference, p.title, p.body, p.language, p.is_synthetic, t.names AS theme_names, p.created_at,
       p.support_count, p.comment_count
FROM service.pin AS p JOIN service.theme AS t ON t.id = p.theme_id
WHERE p.municipality_id = :municipality_id AND p.visibility = 'public' AND p.state = 'received'
ORDER BY p.created_at, p.id
LIMIT :most
