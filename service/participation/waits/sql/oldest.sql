-- Public ideas that have waited the longest for an answer.
SELECT p.reference, p.title, p.body, p.language, p.created_on, p.is_synthetic
FROM pin AS p
WHERE p.municipality_id = :municipality_id AND p.state = 'received'
ORDER BY p.created_on, p.reference
LIMIT :most
