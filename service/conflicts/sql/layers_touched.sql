-- What of the catalogue's layers a shape meets, one row for each thing by name: the zoning and statistics have
-- reports of their own. Large things are stored in pieces that do not overlap, so sizes may be added up.
WITH whole AS MATERIALIZED (
    SELECT ST_GeomFromEWKB(:ewkb) AS geom
), met AS (
    SELECT f.layer_id, f.names, coalesce(f.code, f.properties ->> 'code', '') AS code,
           coalesce(f.properties ->> 'name', '') AS name,
           least(ST_Dimension(f.geom), ST_Dimension(w.geom)) AS dimension,
           CASE WHEN ST_Dimension(f.geom) > 0 THEN
               ST_Intersection(w.geom, CASE WHEN ST_IsValid(f.geom) THEN f.geom ELSE ST_MakeValid(f.geom) END)
           END AS part
    FROM whole AS w
    JOIN layer_feature AS f ON f.municipality_id = :municipality_id AND ST_Intersects(f.geom, w.geom)
)
SELECT l.key AS layer, l.names AS layer_names, l.source, l.valid_on, l.is_synthetic, m.code, m.name, m.names,
       m.dimension, count(*) AS feature_count,
       sum(CASE m.dimension WHEN 2 THEN ST_Area(m.part) WHEN 1 THEN ST_Length(m.part) ELSE 0 END) AS size
FROM met AS m
JOIN layer AS l ON l.id = m.layer_id AND l.kind NOT IN ('zoning', 'statistics')
GROUP BY l.id, l.key, l.names, l.source, l.valid_on, l.is_synthetic, l.sort_order, m.code, m.name, m.names, m.dimension
ORDER BY l.sort_order, l.key, size DESC, m.name, m.code
LIMIT 200
