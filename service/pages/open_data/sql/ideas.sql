-- Public ideas, the newest first.
SELECT p.reference, p.kind, p.theme, p.state, p.title, p.body AS text, p.language, p.precision,
       p.support_count AS supports, p.comment_count AS comments, p.created_on AS day, p.is_synthetic AS is_sample,
       (SELECT ST_AsText(ST_Transform(s.geom, 4326), 6) FROM pin_shape AS s WHERE s.pin_id = p.id) AS shape,
       ST_AsBinary(p.geom) AS wkb, ST_AsGeoJSON(ST_Transform(p.geom, 4326), 6) AS geojson
FROM pin AS p
WHERE p.municipality_id = :municipality_id
ORDER BY p.created_on DESC, p.reference DESC
LIMIT :limit
