-- A public proposal, by its id or by its name in addresses.
SELECT CAST(s.id AS text) AS id, s.slug AS name, s.title, CAST(NULL AS jsonb) AS names,
       CAST(NULL AS integer) AS version_id, s.municipality_id, m.names AS municipality_names
FROM proposal AS s JOIN municipality AS m ON m.id = s.municipality_id
WHERE (CAST(:id AS uuid) IS NOT NULL AND s.id = CAST(:id AS uuid))
   OR (CAST(:id AS uuid) IS NULL AND s.slug = CAST(:name AS text)
       AND s.municipality_id = CAST(:municipality_id AS integer))
