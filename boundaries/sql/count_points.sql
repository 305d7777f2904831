-- Note every placed point that lies in one boundary version.
INSERT INTO boundaries.membership (subject_kind, subject_id, area_version_id, share)
SELECT inside.subject_kind, inside.subject_id, :area_version_id, 1
FROM (
{points_in_boundary}
) AS inside
ON CONFLICT (subject_kind, subject_id, area_version_id) DO NOTHING
