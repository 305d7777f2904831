SELECT p.id, p.municipality_id, p.reference, p.campaign_id, p.campaign, p.kind, p.is_solution, p.theme, p.title, p.body, p.language, p.state, p.precision,
       p.support_count, p.comment_count, p.is_synthetic, p.created_on, ST_X(p.geom) AS x, ST_Y(p.geom) AS y,
       (SELECT ST_AsBinary(s.geom) FROM pin_shape AS s WHERE s.pin_id = p.id) AS shape
FROM pin AS p
WHERE p.municipality_id = :municipality_id AND p.reference = :reference
