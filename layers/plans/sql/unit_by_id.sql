-- One zoning unit with the facts of its plan.
SELECT u.id, u.plan_id, u.number, u.letter, u.land_use, u.names, u.regulations, u.area_m2,
       u.plan_names, u.plan_kind, u.life_cycle_status, u.approved_on, u.is_synthetic,
       p.valid_from, p.valid_to, p.source, ST_AsBinary(u.geom) AS wkb
FROM public_api.zoning_unit AS u
JOIN public_api.zoning_plan AS p ON p.id = u.plan_id
WHERE u.municipality_id = :municipality_id AND u.id = :unit_id
