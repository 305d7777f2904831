-- Campaigns that earlier feedback can be brought into.
SELECT c.slug, c.names, c.is_default FROM service.campaign AS c
WHERE c.municipality_id = :municipality_id
ORDER BY c.is_default DESC, c.id DESC
LIMIT 50
