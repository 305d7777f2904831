-- Who of the staff opened whose data, the newest first.
SELECT x.at, x.what, opener.display_name AS who, person.display_name AS whose
FROM service.personal_access AS x
JOIN service.person ON person.id = x.person_id
LEFT JOIN service.person AS opener ON opener.id = x.opened_by
WHERE x.municipality_id = :municipality_id
ORDER BY x.at DESC, x.id DESC
LIMIT :most
