-- The current boundary versions of a municipality that hold a point. The point is one constant in the metric
-- CRS, so the pieces' index is used; a point on a shared border lies in both areas.
SELECT DISTINCT v.id AS area_version_id
FROM boundaries.area_piece AS p
JOIN boundaries.area_version AS v ON v.id = p.area_version_id AND v.valid_to IS NULL
JOIN boundaries.area AS a ON a.id = v.area_id
WHERE a.municipality_id = :municipality_id
  AND (NOT CAST(:official_only AS boolean) OR a.kind = ANY (CAST(:official_kinds AS text[])))
  AND ST_Intersects(p.geom, ST_SetSRID(ST_MakePoint(:x, :y), boundaries.metric_srid()))
