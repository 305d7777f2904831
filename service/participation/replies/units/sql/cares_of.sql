SELECT c.unit_id, t.key AS theme, t.names AS theme_names, a.slug AS area, a.names AS area_names
FROM service.unit_care AS c
LEFT JOIN service.theme AS t ON t.id = c.theme_id
LEFT JOIN boundaries.area AS a ON a.id = c.area_id
WHERE c.municipality_id = :municipality_id
ORDER BY t.sort_order, a.slug
