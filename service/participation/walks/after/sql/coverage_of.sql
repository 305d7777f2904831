-- The legs that somebody says they walked, on a walk and on its pairs in other light. A count is NULL below five.
SELECT w.slug, c.segment, c.walked_by, c.is_found_nothing, c.found_nothing_by
FROM walk_coverage AS c JOIN walk AS w ON w.id = c.walk_id
WHERE w.municipality_id = :municipality_id AND w.slug = ANY (:slugs)
ORDER BY w.slug, c.segment
