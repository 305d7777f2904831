-- Note every placed point that lies in one boundary version. The join is driven from the area's pieces
-- (LATERAL with OFFSET 0): left to itself the planner loops over all points instead of all pieces.
-- Points whose place is not shown join official areas only.
INSERT INTO boundaries.membership (subject_kind, subject_id, area_version_id, share)
SELECT DISTINCT s.subject_kind, s.subject_id, p.area_version_id, 1
FROM boundaries.area_piece AS p
JOIN boundaries.area_version AS v ON v.id = p.area_version_id
JOIN boundaries.area AS a ON a.id = v.area_id
CROSS JOIN LATERAL (
    SELECT shown.subject_kind, shown.subject_id
    FROM boundaries.placed_point AS shown
    WHERE shown.municipality_id = a.municipality_id AND ST_Intersects(shown.geom, p.geom)
    OFFSET 0
) AS s
WHERE p.area_version_id = :area_version_id
ON CONFLICT (subject_kind, subject_id, area_version_id) DO NOTHING
