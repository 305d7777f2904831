SELECT c.state, c.public_text, c.signature, c.is_synthetic, c.changed_on, c.id, c.part_number, c.part_state,
       (SELECT part.text FROM pin_part AS part WHERE part.pin_id = c.pin_id AND part.number = c.part_number) AS part_text
FROM pin_state_change AS c
WHERE c.pin_id = :pin_id
ORDER BY c.id
