-- Who sits on a body, with the vote that each has given on a statement; by name.
SELECT p.id AS person_id, p.display_name AS name, p.email, v.choice, v.dissent, v.version, v.at
FROM service.role_grant AS g
JOIN service.person AS p ON p.id = g.person_id
LEFT JOIN service.body_vote AS v ON v.person_id = p.id AND v.statement_id = CAST(:statement_id AS uuid)
WHERE g.municipality_id = :municipality_id AND g.role = 'area_board' AND g.area_id = :area_id
ORDER BY p.display_name, p.id
