-- Public inputs whose newest step is doubted. A later step answers the doubts of the ones before it.
SELECT p.id, p.reference, p.title, p.body, p.language, p.state, p.is_synthetic, t.names AS theme_names,
       step.signature, step.at AS answered_at, said.bodies, said.doubt_count, said.first_at
FROM service.pin AS p
JOIN service.theme AS t ON t.id = p.theme_id
CROSS JOIN LATERAL (
    SELECT c.id, c.signature, c.at FROM service.pin_state_change AS c WHERE c.pin_id = p.id ORDER BY c.id DESC LIMIT 1
) AS step
CROSS JOIN LATERAL (
    SELECT array_agg(d.body ORDER BY d.id) AS bodies, count(*) AS doubt_count, min(d.created_at) AS first_at
    FROM service.pin_doubt AS d WHERE d.step_id = step.id
) AS said
WHERE p.municipality_id = :municipality_id AND p.visibility = 'public' AND said.doubt_count > 0
  AND p.id IN (SELECT pin_id FROM service.pin_doubt WHERE municipality_id = :municipality_id)
ORDER BY said.doubt_count DESC, said.first_at
LIMIT :most
