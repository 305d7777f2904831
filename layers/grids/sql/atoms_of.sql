-- Atoms of a partition in their order.
SELECT id, is_inhabited, cells, ST_AsBinary(geom) AS wkb FROM atom WHERE partition_id = :partition_id ORDER BY number
