-- One feature of a layer, with its number among those of the same name and the area that it lies in.
SELECT f.id, f.code, f.names, f.properties, same.namesakes, same.number, ST_AsBinary(f.geom) AS geom,
       ST_X(m.middle) AS x, ST_Y(m.middle) AS y, around.names AS around
FROM layer_feature AS f CROSS JOIN LATERAL (SELECT ST_PointOnSurface(f.geom) AS middle) AS m
CROSS JOIN LATERAL (
    SELECT count(*) AS namesakes, count(*) FILTER (WHERE o.id <= f.id) AS number
    FROM layer_feature AS o WHERE o.layer_id = f.layer_id AND o.names = f.names
) AS same
LEFT JOIN LATERAL (
    SELECT a.names FROM area AS a
    WHERE same.namesakes > 1 AND a.municipality_id = :municipality AND a.kind = 'postal' AND ST_Covers(a.geom, m.middle)
    ORDER BY a.id LIMIT 1
) AS around ON true
WHERE f.layer_id = :layer AND f.municipality_id = :municipality AND f.id = :id
