-- Note those of the given points that still lie in one boundary version: one may have moved since it was found.
-- One look-up a point (LATERAL and EXISTS with OFFSET 0): left to itself the planner joins all points.
INSERT INTO boundaries.membership (subject_kind, subject_id, area_version_id, share)
SELECT s.subject_kind, s.subject_id, home.version_id, 1
FROM (
    SELECT v.id AS version_id, a.id AS area_id, a.municipality_id, a.kind = ANY (boundaries.official_kinds()) AS is_official
    FROM boundaries.area_version AS v JOIN boundaries.area AS a ON a.id = v.area_id
    WHERE v.id = :area_version_id
    OFFSET 0
) AS home
CROSS JOIN unnest(CAST(:ids AS uuid[])) AS given (id)
CROSS JOIN LATERAL (
    SELECT placed.subject_kind, placed.subject_id, placed.named_area_id,
           coalesce(placed.geom, CASE WHEN home.is_official THEN placed.unshown_geom END) AS geom
    FROM boundaries.placed_point AS placed
    WHERE placed.subject_kind = :kind AND placed.subject_id = given.id
      AND placed.municipality_id = home.municipality_id
    OFFSET 0
) AS s
WHERE s.named_area_id = home.area_id
   OR EXISTS (
        SELECT 1 FROM boundaries.area_piece AS p
        WHERE p.area_version_id = home.version_id AND ST_Intersects(p.geom, s.geom)
        OFFSET 0)
ON CONFLICT (subject_kind, subject_id, area_version_id) DO NOTHING
