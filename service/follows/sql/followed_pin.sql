-- A public pin, by its id or its reference.
SELECT CAST(p.id AS text) AS id, p.reference AS name,
       CASE WHEN p.title <> '' THEN p.title ELSE left(p.body, 80) END AS title,
       CAST(NULL AS jsonb) AS names, CAST(NULL AS integer) AS version_id,
       p.municipality_id, m.names AS municipality_names
FROM pin AS p JOIN municipality AS m ON m.id = p.municipality_id
WHERE (CAST(:id AS uuid) IS NOT NULL AND p.id = CAST(:id AS uuid))
   OR (CAST(:id AS uuid) IS NULL AND p.reference = CAST(:name AS text)
       AND p.municipality_id = CAST(:municipality_id AS integer))
