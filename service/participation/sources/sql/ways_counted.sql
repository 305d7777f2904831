-- How many public ideas came by each way: sent by their authors, written down by staff, brought over from files.
SELECT count(*) FILTER (WHERE s.id IS NULL) AS sent,
       count(*) FILTER (WHERE s.kind IN ('event', 'paper', 'phone')) AS entered,
       count(*) FILTER (WHERE s.kind = 'import') AS imported
FROM service.pin AS p
LEFT JOIN service.pin_source AS o ON o.pin_id = p.id
LEFT JOIN service.source AS s ON s.id = o.source_id
WHERE p.municipality_id = :municipality_id AND p.visibility = 'public'
