-- What was noted on a walk, in order.
SELECT number, stop_number, severity, body, wish, is_synthetic, ST_AsBinary(geom) AS wkb
FROM observation
WHERE walk_id = :walk_id
ORDER BY number
