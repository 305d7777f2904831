-- The published campaigns: the one that is always there first, then the newest.
SELECT c.id, c.slug, c.names, c.summaries, c.kinds, c.shapes, c.theme_keys, c.asks, c.is_premoderated, c.opens_at,
       c.closes_at, c.area_slug, c.area_names, c.retention_months, c.is_default, c.is_synthetic
FROM campaign AS c
WHERE c.municipality_id = :municipality_id
ORDER BY c.is_default DESC, c.closes_at DESC NULLS FIRST, c.id DESC
