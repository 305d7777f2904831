-- A published area, by its id or by its name in addresses.
SELECT CAST(a.id AS text) AS id, a.slug AS name, '' AS title, a.names, a.version_id,
       a.municipality_id, m.names AS municipality_names
FROM area AS a JOIN municipality AS m ON m.id = a.municipality_id
WHERE (CAST(:id AS integer) IS NOT NULL AND a.id = CAST(:id AS integer))
   OR (CAST(:id AS integer) IS NULL AND a.slug = CAST(:name AS text)
       AND a.municipality_id = CAST(:municipality_id AS integer))
