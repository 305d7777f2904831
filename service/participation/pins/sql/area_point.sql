SELECT a.id, ST_X(s.p) AS x, ST_Y(s.p) AS y
FROM boundaries.area AS a
JOIN boundaries.area_version AS v ON v.area_id = a.id AND v.valid_to IS NULL
CROSS JOIN LATERAL (SELECT ST_PointOnSurface(v.geom) AS p) AS s
WHERE a.municipality_id = :municipality_id AND a.slug = :slug AND a.state = 'published'
