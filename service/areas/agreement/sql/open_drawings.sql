-- Drawings whose authors wanted them to be seen, in an order that tells nothing of when they came.
SELECT d.called, d.why, d.language, d.is_synthetic, ST_AsBinary(d.geom) AS wkb
FROM open_drawing AS d
WHERE d.municipality_id = :municipality_id AND d.call_id = :call_id
ORDER BY md5(ST_AsBinary(d.geom)), d.called
LIMIT :limit
