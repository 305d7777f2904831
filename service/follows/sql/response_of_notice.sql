-- The version of the official response that a notice is of, while anyone may see it.
SELECT r.version, r.lead, r.parts, r.outcome, r.change_note, r.signature
FROM statement_response AS r
WHERE r.id = :id AND r.statement_id = CAST(:statement_id AS uuid)
