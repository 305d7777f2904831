-- A published campaign, by its id or its name in addresses.
SELECT CAST(c.id AS text) AS id, c.slug AS name, '' AS title, c.names, CAST(NULL AS integer) AS version_id,
       c.municipality_id, m.names AS municipality_names
FROM campaign AS c JOIN municipality AS m ON m.id = c.municipality_id
WHERE (CAST(:id AS integer) IS NOT NULL AND c.id = CAST(:id AS integer))
   OR (CAST(:id AS integer) IS NULL AND c.slug = CAST(:name AS text)
       AND c.municipality_id = CAST(:municipality_id AS integer))
