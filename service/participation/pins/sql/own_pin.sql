-- The same columns for a pin that not everybody may see: its author and officials read it from the table.
SELECT p.id, p.municipality_id, p.reference, p.campaign_id, c.slug AS campaign, p.kind, p.is_solution, t.key AS theme, p.title, p.body, p.language, p.state,
       p.precision, p.support_count, p.comment_count, p.is_synthetic,
       CAST(p.created_at AT TIME ZONE 'Europe/Helsinki' AS date) AS created_on,
       ST_X(p.public_geom) AS x, ST_Y(p.public_geom) AS y,
       (SELECT ST_AsBinary(s.geom) FROM service.pin_shape AS s WHERE s.pin_id = p.id) AS shape
FROM service.pin AS p
JOIN service.theme AS t ON t.id = p.theme_id
JOIN service.campaign AS c ON c.id = p.campaign_id
WHERE p.id = :pin_id
