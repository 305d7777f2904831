SELECT u.id, u.names, u.email, u.is_synthetic,
       (SELECT a.days FROM service.answer_promise AS a
        WHERE a.municipality_id = u.municipality_id AND a.unit_id = u.id ORDER BY a.since DESC LIMIT 1) AS days
FROM service.unit AS u
WHERE u.municipality_id = :municipality_id
