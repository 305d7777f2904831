-- The campaign that earlier feedback is brought into, or the one that is always there.
SELECT c.id, c.slug, c.names, c.kinds, c.is_premoderated
FROM service.campaign AS c
WHERE c.municipality_id = :municipality_id
  AND CASE WHEN CAST(:slug AS text) = '' THEN c.is_default ELSE c.slug = :slug END
