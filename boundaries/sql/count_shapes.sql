-- Note every line and area that reaches into one boundary version, with its share inside. Pieces are disjoint, so
-- their shares add up; touching a border alone does not count.
INSERT INTO boundaries.membership (subject_kind, subject_id, area_version_id, share)
SELECT part.subject_kind, part.subject_id, part.area_version_id, LEAST(1, sum(part.share))
FROM (
    SELECT s.subject_kind, s.subject_id, p.area_version_id,
           CASE WHEN ST_Dimension(s.geom) = 2 THEN ST_Area(x.geom) / ST_Area(s.geom)
                WHEN ST_Dimension(s.geom) = 1 THEN ST_Length(x.geom) / ST_Length(s.geom)
                ELSE 1 END AS share
    FROM boundaries.area_piece AS p
    JOIN boundaries.area_version AS v ON v.id = p.area_version_id
    JOIN boundaries.area AS a ON a.id = v.area_id
    CROSS JOIN LATERAL (
        SELECT placed.subject_kind, placed.subject_id, placed.geom
        FROM boundaries.placed_shape AS placed
        WHERE placed.municipality_id = a.municipality_id AND ST_Intersects(placed.geom, p.geom)
        OFFSET 0
    ) AS s
    CROSS JOIN LATERAL (SELECT ST_Intersection(s.geom, p.geom) AS geom) AS x
    WHERE p.area_version_id = :area_version_id
) AS part
GROUP BY part.subject_kind, part.subject_id, part.area_version_id
HAVING sum(part.share) > 1e-9
ON CONFLICT (subject_kind, subject_id, area_version_id) DO NOTHING
