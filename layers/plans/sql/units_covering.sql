-- The zoning units that meet a drawing, with the facts of their plans. The drawing comes in metres, so that
-- neither side is transformed and the index on the units is used as it is. Plans that have ended are left
-- out: they bind nobody and would be told as if they did.
SELECT u.id, u.plan_id, u.number, u.letter, u.land_use, CAST(u.names AS text) AS names,
       CAST(u.regulations AS text) AS regulations, u.area_m2, CAST(u.plan_names AS text) AS plan_names,
       u.plan_kind, u.life_cycle_status, u.approved_on, u.is_synthetic,
       p.valid_from, p.valid_to, p.source, ST_AsBinary(u.geom) AS wkb
FROM public_api.zoning_unit AS u
JOIN public_api.zoning_plan AS p ON p.id = u.plan_id
WHERE u.municipality_id = :municipality_id
  AND ST_Intersects(u.geom, ST_GeomFromEWKB(:ewkb))
  AND NOT (u.life_cycle_status = ANY (:ended))
ORDER BY u.plan_id, u.letter, u.id
