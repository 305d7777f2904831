-- The units of a plan out of the features that are taken: letters, numbers and texts from the chosen columns, the land
-- use from its column where that holds an address of the code list, else from the letter.
INSERT INTO layers.zoning_unit (plan_id, number, letter, land_use, names, regulations, area_m2, geom)
SELECT :plan_id,
       coalesce(nullif(left(btrim("values" ->> CAST(:number AS text)), 80), ''), CAST(f.number AS text)),
       coalesce(left(btrim("values" ->> CAST(:letter AS text)), 40), ''),
       CASE WHEN "values" ->> CAST(:land_use AS text) LIKE :code_list || '%'
            THEN left("values" ->> CAST(:land_use AS text), 200)
            ELSE coalesce(CAST(:uses AS jsonb) ->> left(btrim("values" ->> CAST(:letter AS text)), 40), '') END,
       CASE WHEN coalesce(btrim("values" ->> CAST(:name AS text)), '') = '' THEN CAST('{}' AS jsonb)
            ELSE jsonb_build_object('fi', btrim("values" ->> CAST(:name AS text))) END,
       CASE WHEN coalesce(btrim("values" ->> CAST(:regulation AS text)), '') = '' THEN CAST('{}' AS jsonb)
            ELSE jsonb_build_object('rules', jsonb_build_array(jsonb_build_object('text',
                 jsonb_build_object('fi', btrim("values" ->> CAST(:regulation AS text)))))) END,
       ST_Area(geom),
       ST_Multi(geom)
FROM (/*fates*/) AS f
WHERE fate IN ('taken', 'repaired')
ORDER BY f.number
