-- The campaign that something is sent to, and the theme, in one look.
SELECT c.id, c.municipality_id, c.slug, c.names, c.kinds, c.shapes, c.theme_keys, c.asks, c.is_premoderated, c.opens_at,
       c.closes_at, c.is_published, c.area_id, a.slug AS area_slug, a.names AS area_names, t.id AS theme_id
FROM service.campaign AS c
LEFT JOIN boundaries.area AS a ON a.id = c.area_id
LEFT JOIN service.theme AS t ON t.municipality_id = c.municipality_id AND t.key = :theme
WHERE c.municipality_id = :municipality_id
  AND CASE WHEN CAST(:slug AS text) IS NULL THEN c.is_default ELSE c.slug = :slug END
