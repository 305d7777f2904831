-- The published areas that a shape reaches into, with the size inside in m2 or metres (0 for a point).
WITH whole AS MATERIALIZED (
    SELECT ST_GeomFromEWKB(:ewkb) AS geom
), met AS (
    SELECT a.slug, a.kind, a.names, a.area_m2, ST_Dimension(w.geom) AS dimension, ST_Intersection(w.geom, a.geom) AS part
    FROM whole AS w
    JOIN area AS a ON a.municipality_id = :municipality_id AND ST_Intersects(a.geom, w.geom)
)
SELECT slug, kind, names, area_m2, dimension,
       CASE dimension WHEN 2 THEN ST_Area(part) WHEN 1 THEN ST_Length(part) ELSE 0 END AS size
FROM met
ORDER BY kind = 'resident', size DESC, slug
LIMIT 200
