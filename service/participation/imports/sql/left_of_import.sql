-- How many pins of an import are still there.
SELECT count(*) FROM service.feedback_import_row AS r
JOIN service.pin AS p ON p.id = r.pin_id AND p.visibility <> 'withdrawn'
WHERE r.import_id = :import_id
