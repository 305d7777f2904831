-- A statement that waits or is hidden, for its giver alone: nothing of its text is told.
SELECT s.reference AS name, s.municipality_id, s.kind = 'body' AS is_of_body
FROM service.statement AS s
WHERE s.id = CAST(:id AS uuid) AND s.visibility IN ('pending', 'hidden')
