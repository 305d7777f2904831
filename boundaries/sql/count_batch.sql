-- Note those of the given points that still lie in one boundary version: one may have moved since it was found.
INSERT INTO boundaries.membership (subject_kind, subject_id, area_version_id, share)
SELECT s.subject_kind, s.subject_id, v.id, 1
FROM unnest(CAST(:ids AS uuid[])) AS given (id)
JOIN boundaries.placed_point AS s ON s.subject_kind = :kind AND s.subject_id = given.id
JOIN boundaries.area_version AS v ON v.id = :area_version_id
JOIN boundaries.area AS a ON a.id = v.area_id AND a.municipality_id = s.municipality_id
WHERE s.named_area_id = v.area_id
   OR EXISTS (
        SELECT 1 FROM boundaries.area_piece AS p
        WHERE p.area_version_id = v.id
          AND ST_Intersects(p.geom, coalesce(
              s.geom, CASE WHEN a.kind = ANY (boundaries.official_kinds()) THEN s.unshown_geom END)))
ON CONFLICT (subject_kind, subject_id, area_version_id) DO NOTHING
