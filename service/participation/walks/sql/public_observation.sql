-- A public observation by its key, with the address of its walk.
SELECT o.key, o.number, o.body, w.slug
FROM observation AS o JOIN walk AS w ON w.id = o.walk_id
WHERE o.key = :key AND w.municipality_id = :municipality_id
