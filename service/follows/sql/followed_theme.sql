-- A theme, by its id or its key.
SELECT CAST(t.id AS text) AS id, t.key AS name, '' AS title, t.names, CAST(NULL AS integer) AS version_id,
       t.municipality_id, m.names AS municipality_names
FROM theme AS t JOIN municipality AS m ON m.id = t.municipality_id
WHERE (CAST(:id AS integer) IS NOT NULL AND t.id = CAST(:id AS integer))
   OR (CAST(:id AS integer) IS NULL AND t.key = CAST(:name AS text)
       AND t.municipality_id = CAST(:municipality_id AS integer))
