SELECT part.number, part.text, part.is_quote, part.state, part.due_on, u.names AS unit_names, part.is_synthetic
FROM pin_part AS part LEFT JOIN unit AS u ON u.id = part.unit_id
WHERE part.pin_id = :pin_id
ORDER BY part.number
