-- Public ideas that have waited the longest for an answer. What an earlier service was told has no wait: nobody
-- here promised it an answer when it came.
SELECT p.reference, p.title, p.body, p.language, p.created_on, p.is_synthetic
FROM pin AS p
WHERE p.municipality_id = :municipality_id AND p.state = 'received'
  AND NOT EXISTS (SELECT FROM pin_source AS o WHERE o.pin_id = p.id AND o.kind = 'import')
ORDER BY p.created_on, p.reference
LIMIT :most
