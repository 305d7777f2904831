-- The sources that staff write down from, the newest first, with how much has come from each.
SELECT s.id, s.kind, s.name, s.held_on, s.is_synthetic,
       count(p.id) FILTER (WHERE p.visibility = 'public') AS public_count,
       count(p.id) FILTER (WHERE p.visibility = 'pending') AS pending_count
FROM service.source AS s
LEFT JOIN service.pin_source AS o ON o.source_id = s.id
LEFT JOIN service.pin AS p ON p.id = o.pin_id
WHERE s.municipality_id = :municipality_id
GROUP BY s.id
ORDER BY s.created_at DESC, s.id DESC
LIMIT :limit
