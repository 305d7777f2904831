-- Every placed point that lies in one boundary version: those that anyone may see, those kept back if the area is
-- official, and those whose author named the area. The joins are driven from the area's pieces and from
-- the area (LATERAL with OFFSET 0): left to itself the planner reads all points, once for each area.
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
CROSS JOIN LATERAL (
    SELECT naming.subject_kind, naming.subject_id
    FROM boundaries.placed_point AS naming
    WHERE naming.named_area_id = a.id AND naming.municipality_id = a.municipality_id
    OFFSET 0
) AS s
WHERE v.id = :area_version_id
