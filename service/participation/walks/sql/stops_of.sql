-- The places where the group halted, in order.
SELECT number, name, ST_AsBinary(geom) AS wkb
FROM walk_stop
WHERE walk_id = :walk_id
ORDER BY number
