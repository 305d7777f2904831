-- As reassign_points, for points that are shown only as their area: official areas hold them too.
INSERT INTO boundaries.membership (subject_kind, subject_id, area_version_id, share)
SELECT DISTINCT s.subject_kind, s.subject_id, p.area_version_id, 1
FROM boundaries.area_piece AS p
JOIN boundaries.area_version AS v ON v.id = p.area_version_id
JOIN boundaries.area AS a ON a.id = v.area_id AND a.kind = ANY (CAST(:official_kinds AS text[]))
CROSS JOIN LATERAL (
    SELECT hidden.subject_kind, hidden.subject_id
    FROM boundaries.placed_point AS hidden
    WHERE hidden.municipality_id = a.municipality_id AND hidden.geom IS NULL
      AND ST_Intersects(hidden.unshown_geom, p.geom)
    OFFSET 0
) AS s
WHERE p.area_version_id = :area_version_id
ON CONFLICT (subject_kind, subject_id, area_version_id) DO NOTHING
