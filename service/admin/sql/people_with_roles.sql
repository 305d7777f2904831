-- Everybody who has a role in a municipality, by name, with the areas of boards that they sit on and the last time
-- that they used a sign-in which is still open.
SELECT p.id AS person_id, p.display_name AS name, p.title, p.email,
       array_agg(DISTINCT g.role ORDER BY g.role) AS roles,
       coalesce(jsonb_agg(a.names) FILTER (WHERE a.id IS NOT NULL), CAST('[]' AS jsonb)) AS areas,
       (SELECT max(s.last_used_at) FROM service.web_session AS s
        WHERE s.person_id = p.id AND s.municipality_id = :municipality_id AND s.expires_at > now()) AS last_used_at
FROM service.role_grant AS g
JOIN service.person AS p ON p.id = g.person_id
LEFT JOIN boundaries.area AS a ON a.id = g.area_id
WHERE g.municipality_id = :municipality_id
GROUP BY p.id
ORDER BY lower(p.display_name), p.id
