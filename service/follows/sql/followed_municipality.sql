-- A municipality, by its id; by name it is the one that is asked for.
SELECT CAST(m.id AS text) AS id, m.slug AS name, '' AS title, m.names, CAST(NULL AS integer) AS version_id,
       m.id AS municipality_id, m.names AS municipality_names
FROM municipality AS m
WHERE m.id = COALESCE(CAST(:id AS integer), CAST(:municipality_id AS integer))
  AND (CAST(:name AS text) IS NULL OR CAST(:name AS text) IN ('', m.slug))
