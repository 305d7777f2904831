-- Which proposals and decisions used public ideas, the newest first, at the idea's shown place.
SELECT p.reference, l.part_number AS part, l.relation, l.target_kind AS used_by_kind, l.target_slug AS used_by,
       l.target_title AS title, l.reason, l.linked_on AS day, l.is_synthetic AS is_sample,
       ST_AsBinary(p.geom) AS wkb, ST_AsGeoJSON(ST_Transform(p.geom, 4326), 6) AS geojson
FROM answer_link AS l JOIN pin AS p ON p.id = l.pin_id
WHERE l.municipality_id = :municipality_id AND l.is_newest
ORDER BY l.linked_on DESC, p.reference DESC, l.id DESC
LIMIT :limit
