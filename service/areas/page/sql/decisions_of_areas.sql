-- Decisions that chose any of some areas, newest first.
SELECT d.slug, d.title, d.is_synthetic, d.decided_on, d.area_slug, d.area_names, d.reason
FROM decision_area AS d
WHERE d.area_id = ANY (CAST(:area_ids AS integer[]))
ORDER BY d.decided_on DESC, d.slug, d.area_slug
LIMIT :limit
