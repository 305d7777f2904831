-- The newest edition's variable of each key that has a value in the municipality.
SELECT DISTINCT ON (v.key) v.id, v.key, v.edition, v.names, v.unit, v.year, v.is_count, v.source
FROM variable AS v
WHERE v.key = ANY (CAST(:keys AS text[]))
  AND EXISTS (SELECT 1 FROM statistic AS s JOIN area AS a ON a.id = s.area_id
              WHERE s.variable_id = v.id AND a.municipality_id = :municipality_id AND a.kind = :kind)
ORDER BY v.key, v.edition DESC
