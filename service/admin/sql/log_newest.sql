-- The newest acts in a municipality, with who did them. Acts of the command line have no person.
SELECT e.id, e.action, e.subject_kind, e.subject_id, e.detail, e.at, person.display_name AS who, p.reference
FROM service.audit_entry AS e
LEFT JOIN service.person ON person.id = e.actor_id
LEFT JOIN service.pin AS p ON p.id = CASE WHEN e.subject_kind = 'pin' THEN CAST(e.subject_id AS uuid) END
WHERE e.municipality_id = :municipality_id
ORDER BY e.id DESC
LIMIT :most
