-- The named place nearest to a point of the metric CRS, and how far it is.
SELECT p.names, ST_Distance(p.geom, here.geom) AS distance_m
FROM place AS p
CROSS JOIN (SELECT ST_SetSRID(ST_MakePoint(:x, :y), :srid) AS geom) AS here
WHERE p.municipality_id = :municipality_id
ORDER BY p.geom <-> here.geom
LIMIT 1
