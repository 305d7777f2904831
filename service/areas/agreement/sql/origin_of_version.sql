-- Of which drawings the newest version of an area that was made of drawings came.
SELECT o.version, o.level, o.drawing_count, o.method, o.drawings_hash, o.tolerance_m, o.published_on, o.call_slug,
       o.call_name, o.is_synthetic, o.area_version_id = :version_id AS is_current
FROM area_origin AS o
WHERE o.area_id = :area_id
ORDER BY o.version DESC
LIMIT 1
