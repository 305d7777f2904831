-- The newest acts in a municipality, with who did them. Acts of the command line have no person.
SELECT e.id, e.action, e.subject_kind, e.subject_id, e.detail, e.at, e.actor_id, person.display_name AS who, p.reference
FROM service.audit_entry AS e
LEFT JOIN service.person ON person.id = e.actor_id
LEFT JOIN service.pin AS p ON p.id = CASE WHEN e.subject_kind = 'pin' THEN CAST(e.subject_id AS uuid) END
WHERE e.municipality_id = :municipality_id
  AND (CAST(:before AS integer) IS NULL OR e.id < CAST(:before AS integer))
  AND (CAST(:kind AS text) = '' OR e.action LIKE CAST(:kind AS text) || '.%')
ORDER BY e.id DESC
LIMIT :most
