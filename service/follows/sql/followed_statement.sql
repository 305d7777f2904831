-- A public statement, by its id or its reference.
SELECT CAST(s.id AS text) AS id, s.reference AS name,
       CASE WHEN s.title <> '' THEN s.title ELSE left(s.body, 80) END AS title,
       CAST(NULL AS jsonb) AS names, CAST(NULL AS integer) AS version_id,
       s.municipality_id, m.names AS municipality_names, CAST(d.decision ->> 'kind' AS text) AS body_kind
FROM statement AS s JOIN municipality AS m ON m.id = s.municipality_id
LEFT JOIN statement_decision AS d ON d.statement_id = s.id
WHERE (CAST(:id AS uuid) IS NOT NULL AND s.id = CAST(:id AS uuid))
   OR (CAST(:id AS uuid) IS NULL AND s.reference = CAST(:name AS text)
       AND s.municipality_id = CAST(:municipality_id AS integer))
