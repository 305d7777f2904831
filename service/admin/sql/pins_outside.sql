-- Ideas that wait because their place is outside the municipality, newest first, with where they are.
SELECT p.id, p.reference, p.title, p.body, p.language, p.is_synthetic, t.names AS theme_names, p.created_at,
       p.method, p.accuracy_m, ST_X(p.geom) AS x, ST_Y(p.geom) AS y
FROM service.pin AS p JOIN service.theme AS t ON t.id = p.theme_id
WHERE p.municipality_id = :municipality_id AND p.visibility = 'pending' AND p.waits_for = 'outside'
ORDER BY p.created_at DESC, p.id DESC
LIMIT :most
