-- What of the catalogue's layers a shape meets, one row for each thing by name: the zoning and statistics have
-- reports of their own. Large things are stored in pieces that do not overlap, so sizes may be added up.
-- The shown attributes are made anew each time they are named, so that they are named once. A sound surface that lies
-- in the shape is not cut: to tell that it does costs a small part of a cut.
WITH whole AS MATERIALIZED (
    SELECT ST_GeomFromEWKB(:ewkb) AS geom
), met AS MATERIALIZED (
    SELECT f.layer_id, f.names, f.code, f.properties,
           least(ST_Dimension(f.geom), ST_Dimension(w.geom)) AS dimension,
           CASE WHEN ST_Dimension(f.geom) = 0 THEN NULL
                WHEN NOT ST_IsValid(f.geom) THEN ST_Intersection(w.geom, ST_MakeValid(f.geom))
                WHEN ST_Dimension(f.geom) = 2 AND ST_Covers(w.geom, f.geom) THEN f.geom
                ELSE ST_Intersection(w.geom, f.geom) END AS part
    FROM whole AS w
    JOIN layer_feature AS f ON f.municipality_id = :municipality_id AND ST_Intersects(f.geom, w.geom)
    JOIN layer AS l ON l.id = f.layer_id AND l.kind NOT IN ('zoning', 'statistics')
), things AS (
    SELECT layer_id, coalesce(code, properties ->> 'code', '') AS code, coalesce(properties ->> 'name', '') AS name,
           names, dimension, count(*) AS feature_count,
           sum(CASE dimension WHEN 2 THEN ST_Area(part) WHEN 1 THEN ST_Length(part) ELSE 0 END) AS size
    FROM met
    GROUP BY 1, 2, 3, 4, 5
)
SELECT l.key AS layer, l.names AS layer_names, l.source, l.valid_on, l.is_synthetic, t.code, t.name, t.names,
       t.dimension, t.feature_count, t.size
FROM things AS t
JOIN layer AS l ON l.id = t.layer_id
ORDER BY l.sort_order, l.key, t.size DESC, t.name, t.code
LIMIT 200
