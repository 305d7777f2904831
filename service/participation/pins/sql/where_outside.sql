-- How far a place lies from one municipality, the nearest spot on its border, and another municipality of this
-- service that holds the place. Asked only for places that are outside.
SELECT ST_Distance(m.geom, p.geom) AS distance_m, ST_X(n.geom) AS x, ST_Y(n.geom) AS y,
       (SELECT o.names FROM boundaries.municipality AS o
        WHERE o.id <> m.id AND ST_Intersects(o.geom, p.geom) ORDER BY o.id LIMIT 1) AS neighbour_names
FROM boundaries.municipality AS m
CROSS JOIN (SELECT ST_SetSRID(ST_MakePoint(:x, :y), :srid) AS geom) AS p
CROSS JOIN LATERAL (SELECT ST_ClosestPoint(m.geom, p.geom) AS geom) AS n
WHERE m.id = :municipality_id
