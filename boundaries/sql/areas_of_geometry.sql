-- The current boundary versions that a line or an area touches, and the share of its length or area inside.
-- Pieces are disjoint, so their shares add up. What only touches a border (share 0) is left out.
WITH given AS (
    SELECT ST_GeomFromWKB(:wkb, boundaries.metric_srid()) AS geom
), sized AS (
    SELECT geom, ST_Dimension(geom) AS dimension,
           CASE ST_Dimension(geom) WHEN 2 THEN ST_Area(geom) ELSE ST_Length(geom) END AS size
    FROM given
), parts AS (
    SELECT v.id AS area_version_id,
           CASE s.dimension WHEN 2 THEN ST_Area(x.geom) ELSE ST_Length(x.geom) END / s.size AS share
    FROM sized AS s
    JOIN boundaries.area_piece AS p ON ST_Intersects(p.geom, s.geom)
    JOIN boundaries.area_version AS v ON v.id = p.area_version_id AND v.valid_to IS NULL
    JOIN boundaries.area AS a ON a.id = v.area_id AND a.municipality_id = :municipality_id
    CROSS JOIN LATERAL (SELECT ST_Intersection(p.geom, s.geom) AS geom) AS x
    WHERE s.size > 0
)
SELECT area_version_id, LEAST(1, sum(share)) AS share
FROM parts GROUP BY area_version_id HAVING sum(share) > 1e-9
