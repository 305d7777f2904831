-- <-> walks the index on place.geom; the point is built once in the metric CRS.
SELECT p.id, p.names, p.kind, ST_X(p.geom) AS x, ST_Y(p.geom) AS y
FROM place AS p
WHERE p.municipality_id = :municipality_id
ORDER BY p.geom <-> ST_SetSRID(ST_MakePoint(:x, :y), :srid), p.id
LIMIT :limit
