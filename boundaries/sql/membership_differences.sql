-- Where what is noted of the current boundaries differs from a fresh reckoning of everything that has a place:
-- `fresh` or `stored` is null when only the other is there. Boundaries that are being counted are left out.
WITH live AS (
    SELECT v.id, v.area_id, a.municipality_id, a.kind = ANY (boundaries.official_kinds()) AS is_official
    FROM boundaries.area_version AS v JOIN boundaries.area AS a ON a.id = v.area_id
    WHERE v.valid_to IS NULL AND a.municipality_id = :municipality_id
      AND NOT EXISTS (SELECT 1 FROM boundaries.recount AS r WHERE r.area_version_id = v.id)
), part AS (
    SELECT s.subject_kind, s.subject_id, l.id AS area_version_id,
           CASE WHEN ST_Dimension(s.geom) = 2 THEN ST_Area(ST_Intersection(s.geom, p.geom)) / ST_Area(s.geom)
                ELSE ST_Length(ST_Intersection(s.geom, p.geom)) / ST_Length(s.geom) END AS share
    FROM live AS l JOIN boundaries.area_piece AS p ON p.area_version_id = l.id
    JOIN boundaries.placed_shape AS s ON s.municipality_id = l.municipality_id AND ST_Intersects(s.geom, p.geom)
), fresh AS (
    SELECT s.subject_kind, s.subject_id, l.id AS area_version_id, CAST(1 AS float8) AS share
    FROM live AS l JOIN boundaries.area_piece AS p ON p.area_version_id = l.id
    CROSS JOIN LATERAL (
        SELECT one.subject_kind, one.subject_id FROM boundaries.placed_point AS one
        WHERE one.municipality_id = l.municipality_id AND ST_Intersects(one.geom, p.geom) OFFSET 0
    ) AS s
    UNION
    SELECT s.subject_kind, s.subject_id, l.id, 1
    FROM live AS l JOIN boundaries.area_piece AS p ON p.area_version_id = l.id AND l.is_official
    CROSS JOIN LATERAL (
        SELECT one.subject_kind, one.subject_id FROM boundaries.placed_point AS one
        WHERE one.municipality_id = l.municipality_id AND ST_Intersects(one.unshown_geom, p.geom) OFFSET 0
    ) AS s
    UNION
    SELECT s.subject_kind, s.subject_id, l.id, 1
    FROM live AS l
    CROSS JOIN LATERAL (
        SELECT one.subject_kind, one.subject_id FROM boundaries.placed_point AS one
        WHERE one.named_area_id = l.area_id AND one.municipality_id = l.municipality_id OFFSET 0
    ) AS s
    UNION
    SELECT subject_kind, subject_id, area_version_id, LEAST(1, sum(share))
    FROM part GROUP BY 1, 2, 3 HAVING sum(share) > 1e-9
), stored AS (
    SELECT m.subject_kind, m.subject_id, m.area_version_id, m.share
    FROM live AS l JOIN boundaries.membership AS m ON m.area_version_id = l.id
)
SELECT coalesce(f.subject_kind, s.subject_kind) AS subject_kind, coalesce(f.subject_id, s.subject_id) AS subject_id,
       coalesce(f.area_version_id, s.area_version_id) AS area_version_id, f.share AS fresh, s.share AS stored
FROM fresh AS f
FULL JOIN stored AS s ON s.subject_kind = f.subject_kind AND s.subject_id = f.subject_id
                     AND s.area_version_id = f.area_version_id
WHERE f.share IS NULL OR s.share IS NULL OR abs(f.share - s.share) > 1e-6
