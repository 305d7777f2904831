-- A statement that is not public, for its giver or for who signed it: nothing of its text is told.
SELECT s.reference AS name, s.municipality_id, s.kind = 'body' AS is_of_body
FROM service.statement AS s
WHERE s.id = CAST(:id AS uuid) AND s.visibility = ANY (CAST(:visibilities AS text[]))
