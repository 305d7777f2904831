SELECT c.id, c.state, c.public_text, c.signature, c.decision_slug, c.is_synthetic,
       CAST(c.at AT TIME ZONE 'Europe/Helsinki' AS date) AS changed_on, CAST(NULL AS text) AS decision_title
FROM service.pin_state_change AS c
WHERE c.pin_id = :pin_id
ORDER BY c.id
