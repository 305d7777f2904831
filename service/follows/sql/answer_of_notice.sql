-- The answer that a notice is of, while anyone may see it.
SELECT c.state, c.public_text, c.signature
FROM pin_state_change AS c
WHERE c.id = :id AND c.pin_id = CAST(:pin_id AS uuid)
