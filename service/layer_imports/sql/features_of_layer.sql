-- The features of a layer out of those that are taken, with all columns of the file: the catalogue says which leave.
INSERT INTO layers.layer_feature (layer_id, code, names, properties, geom)
SELECT :layer_id, NULL,
       CASE WHEN coalesce(btrim("values" ->> CAST(:name_column AS text)), '') = '' THEN CAST('{}' AS jsonb)
            ELSE jsonb_build_object('fi', left(btrim("values" ->> CAST(:name_column AS text)), 200)) END,
       jsonb_strip_nulls("values"),
       geom
FROM (/*fates*/) AS f
WHERE fate IN ('taken', 'repaired')
ORDER BY f.number
