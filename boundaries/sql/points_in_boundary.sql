-- Every placed point that lies in one boundary version: those that anyone may see, those kept back if the area is
-- official, and those whose author named the area. The joins are driven from the area's pieces (LATERAL with
-- OFFSET 0): left to itself the planner loops over all points instead of all pieces.
SELECT s.subject_kind, s.subject_id
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
UNION
SELECT s.subject_kind, s.subject_id
FROM boundaries.area_piece AS p
JOIN boundaries.area_version AS v ON v.id = p.area_version_id
JOIN boundaries.area AS a ON a.id = v.area_id AND a.kind = ANY (boundaries.official_kinds())
CROSS JOIN LATERAL (
    SELECT unshown.subject_kind, unshown.subject_id
    FROM boundaries.placed_point AS unshown
    WHERE unshown.municipality_id = a.municipality_id AND ST_Intersects(unshown.unshown_geom, p.geom)
    OFFSET 0
) AS s
WHERE p.area_version_id = :area_version_id
UNION
SELECT s.subject_kind, s.subject_id
FROM boundaries.area_version AS v
JOIN boundaries.area AS a ON a.id = v.area_id
JOIN boundaries.placed_point AS s ON s.named_area_id = v.area_id AND s.municipality_id = a.municipality_id
WHERE v.id = :area_version_id
