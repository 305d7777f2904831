SELECT n.part_number, n.body, n.signature, n.at, n.is_synthetic
FROM service.pin_note AS n
WHERE n.pin_id = :pin_id
ORDER BY n.id
