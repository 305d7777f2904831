-- The columns that the features of a layer have, looked for in its first thousand.
SELECT DISTINCT said.name
FROM (SELECT properties FROM layers.layer_feature WHERE layer_id = :layer ORDER BY id LIMIT 1000) AS f
CROSS JOIN LATERAL jsonb_object_keys(f.properties) AS said (name)
ORDER BY said.name
