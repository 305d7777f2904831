-- The values of an attribute of a layer (of its code for 'code') as tiles write them, with how many features have each
-- and the name that those share: a code often has one.
SELECT v.value, count(*) AS count,
       CASE WHEN count(DISTINCT v.names) = 1 THEN CAST(min(CAST(v.names AS text)) AS jsonb) END AS names
FROM (
    SELECT f.names, btrim(CASE
               WHEN :attribute = 'code' THEN f.code
               WHEN jsonb_typeof(f.properties -> CAST(:attribute AS text)) = 'number'
                   THEN CAST(CAST(f.properties ->> CAST(:attribute AS text) AS float8) AS text)
               WHEN jsonb_typeof(f.properties -> CAST(:attribute AS text)) IN ('string', 'boolean')
                   THEN f.properties ->> CAST(:attribute AS text)
           END) AS value
    FROM layers.catalogue_feature AS f
    WHERE f.layer_id = :layer
) AS v
WHERE v.value <> ''
GROUP BY v.value
ORDER BY count DESC, v.value
LIMIT 20000
