SELECT a.slug, a.names
FROM area AS a
WHERE a.municipality_id = :municipality_id AND a.kind <> 'postal'
ORDER BY a.id DESC
LIMIT :most
