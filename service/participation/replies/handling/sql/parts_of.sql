SELECT part.number, part.text, part.is_quote, part.state, part.unit_id AS named_unit_id, part.person_id, part.due_on,
       u.names AS unit_names, person.display_name AS person_name, part.is_synthetic
FROM service.pin_part AS part
LEFT JOIN service.unit AS u ON u.id = part.unit_id
LEFT JOIN service.person AS person ON person.id = part.person_id
WHERE part.pin_id = :pin_id AND part.number > 0
ORDER BY part.number
