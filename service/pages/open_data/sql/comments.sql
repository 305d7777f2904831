-- Public comments below what is public, the newest first. Of those who wrote only officials are told, by their unit.
SELECT c.subject_kind AS below_kind, COALESCE(p.reference, w.slug, s.slug, c.subject_id) AS below, c.body AS text,
       c.language, c.staff_title AS official, c.created_on AS day, c.is_synthetic AS is_sample,
       CAST(NULL AS bytea) AS wkb, CAST(NULL AS text) AS geojson
FROM comment AS c
LEFT JOIN pin AS p ON c.subject_kind = 'pin' AND CAST(p.id AS text) = c.subject_id
LEFT JOIN walk AS w ON c.subject_kind = 'walk' AND CAST(w.id AS text) = c.subject_id
LEFT JOIN proposal AS s ON c.subject_kind = 'proposal' AND CAST(s.id AS text) = c.subject_id
LEFT JOIN area AS a ON c.subject_kind = 'area' AND a.slug = c.subject_id AND a.municipality_id = c.municipality_id
LEFT JOIN decision AS d ON c.subject_kind = 'decision' AND d.slug = c.subject_id
     AND d.municipality_id = c.municipality_id
WHERE c.municipality_id = :municipality_id
  AND (p.id IS NOT NULL OR w.id IS NOT NULL OR s.id IS NOT NULL OR a.id IS NOT NULL OR d.id IS NOT NULL)
ORDER BY c.created_on DESC, c.subject_kind, c.subject_id, c.position DESC
LIMIT :limit
