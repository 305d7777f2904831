-- Votes on a statement by those who do not sit on the body any more; without a name where the account is gone.
SELECT coalesce(p.display_name, '') AS name, v.choice, v.dissent, v.at
FROM service.body_vote AS v
LEFT JOIN service.person AS p ON p.id = v.person_id
WHERE v.statement_id = CAST(:statement_id AS uuid) AND NOT EXISTS (
    SELECT FROM service.role_grant AS g
    WHERE g.person_id = v.person_id AND g.role = 'area_board' AND g.area_id = :area_id
        AND g.municipality_id = :municipality_id)
ORDER BY 1, v.id
