-- The places of a layer of services; of what is not a point, its middle.
SELECT ST_X(c.middle) AS x, ST_Y(c.middle) AS y
FROM layer_feature AS f, LATERAL (SELECT ST_PointOnSurface(f.geom) AS middle) AS c
WHERE f.municipality_id = :municipality_id AND f.layer = :layer AND NOT ST_IsEmpty(f.geom)
ORDER BY f.id
