-- What the municipality answered to public ideas, the newest first, at the idea's shown place.
SELECT p.reference, c.state, c.public_text AS text, c.signature, (
           SELECT l.target_slug FROM answer_link AS l
           WHERE l.change_id = c.id AND l.target_kind = 'decision' AND l.relation <> 'not_used' ORDER BY l.id LIMIT 1
       ) AS decision, c.changed_on AS day,
       c.is_synthetic AS is_sample, ST_AsBinary(p.geom) AS wkb,
       ST_AsGeoJSON(ST_Transform(p.geom, 4326), 6) AS geojson
FROM pin_state_change AS c JOIN pin AS p ON p.id = c.pin_id
WHERE p.municipality_id = :municipality_id AND c.state <> 'received'
ORDER BY c.changed_on DESC, p.reference DESC, c.id DESC
LIMIT :limit
