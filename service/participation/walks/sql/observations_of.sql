-- What was noted on a walk, in order.
SELECT id, key, number, stop_number, segment, severity, body, wish, language, method, observed_on, is_synthetic,
       ST_AsBinary(geom) AS wkb
FROM observation
WHERE walk_id = :walk_id
ORDER BY number
