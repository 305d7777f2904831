-- The numbers that were brought over from a source before.
SELECT o.external_id FROM service.pin_source AS o
JOIN service.source AS s ON s.id = o.source_id
WHERE s.municipality_id = :municipality_id AND s.kind = 'import' AND s.name = :name AND o.external_id IS NOT NULL
