-- One feature of a layer.
SELECT f.id, f.code, f.names, f.properties, ST_GeometryType(f.geom) AS shape, ST_AsBinary(f.geom) AS geom,
       ST_X(ST_PointOnSurface(f.geom)) AS x, ST_Y(ST_PointOnSurface(f.geom)) AS y
FROM layer_feature AS f
WHERE f.layer_id = :layer AND f.municipality_id = :municipality AND f.id = :id
