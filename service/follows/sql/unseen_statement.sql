-- A statement that is not public, for its giver or for who signed it: nothing of its text is told.
SELECT s.reference AS name, s.municipality_id, b.kind AS body_kind
FROM service.statement AS s LEFT JOIN service.body_statement AS b ON b.statement_id = s.id
WHERE s.id = CAST(:id AS uuid) AND s.visibility = ANY (CAST(:visibilities AS text[]))
