-- An area that a board, panel or table speaks for: its own name, and that of the body where it has one, with its kind.
SELECT a.id AS area_id, a.municipality_id, a.slug, a.names, coalesce(b.names, a.names) AS body_names,
       coalesce(b.kind, a.kind) AS body_kind, v.id AS version_id
FROM boundaries.area AS a
JOIN boundaries.area_version AS v ON v.area_id = a.id AND v.valid_to IS NULL
LEFT JOIN boundaries.area_body AS b ON b.area_id = a.id
WHERE a.municipality_id = :municipality_id AND a.state = 'published'
  AND (b.id IS NOT NULL OR a.kind IN ('board', 'panel', 'table'))
  AND (a.slug = :slug OR a.id = ANY (CAST(:area_ids AS integer[])))
ORDER BY a.id
