-- Note the current boundary versions of a municipality that hold a point as the areas of one subject, and
-- forget whatever else was noted of it. The point is one constant in the metric CRS, so the pieces' index is
-- used; a point on a shared border lies in both areas.
WITH found AS MATERIALIZED (
    SELECT DISTINCT v.id AS area_version_id
    FROM boundaries.area_piece AS p
    JOIN boundaries.area_version AS v ON v.id = p.area_version_id AND v.valid_to IS NULL
    JOIN boundaries.area AS a ON a.id = v.area_id
    WHERE a.municipality_id = :municipality_id
      AND (NOT CAST(:official_only AS boolean) OR a.kind = ANY (CAST(:official_kinds AS text[])))
      AND ST_Intersects(p.geom, ST_SetSRID(ST_MakePoint(CAST(:x AS float8), CAST(:y AS float8)), boundaries.metric_srid()))
), forgotten AS (
    DELETE FROM boundaries.membership AS m
    WHERE m.subject_kind = CAST(:subject_kind AS text) AND m.subject_id = CAST(:subject_id AS uuid)
      AND m.area_version_id NOT IN (SELECT area_version_id FROM found)
), noted AS (
    INSERT INTO boundaries.membership AS m (subject_kind, subject_id, area_version_id, share)
    SELECT CAST(:subject_kind AS text), CAST(:subject_id AS uuid), area_version_id, 1 FROM found
    ON CONFLICT (subject_kind, subject_id, area_version_id) DO UPDATE SET share = 1 WHERE m.share <> 1
)
SELECT count(*) FROM found
