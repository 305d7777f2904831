-- Every version of the response to a public statement, the newest first.
SELECT r.id, r.version, r.lead, r.parts, r.outcome, r.change_note, r.signature, r.answered_on, r.is_synthetic
FROM statement_response AS r
WHERE r.statement_id = :statement_id
ORDER BY r.version DESC
