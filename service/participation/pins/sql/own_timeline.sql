SELECT c.state, c.public_text, c.signature, c.is_synthetic, c.id, c.part_number, c.part_state,
       (SELECT part.text FROM service.pin_part AS part
        WHERE part.pin_id = c.pin_id AND part.number = c.part_number) AS part_text,
       CAST(c.at AT TIME ZONE 'Europe/Helsinki' AS date) AS changed_on
FROM service.pin_state_change AS c
WHERE c.pin_id = :pin_id
ORDER BY c.id
