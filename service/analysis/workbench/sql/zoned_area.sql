-- How much of each statistical unit the features of a layer cover (m2), and how large the unit is.
SELECT a.id AS area_id, ST_Area(a.geom) AS whole_m2,
       COALESCE(SUM(ST_Area(ST_Intersection(a.geom, f.geom))), 0) AS zoned_m2
FROM area AS a
LEFT JOIN layer_feature AS f
    ON f.municipality_id = a.municipality_id AND f.layer = :layer AND ST_Intersects(f.geom, a.geom)
WHERE a.municipality_id = :municipality_id AND a.kind = :kind
GROUP BY a.id, a.geom
