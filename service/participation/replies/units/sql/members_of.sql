SELECT m.unit_id, m.person_id, p.display_name
FROM service.unit_member AS m JOIN service.person AS p ON p.id = m.person_id
WHERE m.municipality_id = :municipality_id
ORDER BY p.display_name, p.id
