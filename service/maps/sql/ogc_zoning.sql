        SELECT u.id AS key, u.geom, u.letter,
               jsonb_build_object(
                   'letter', u.letter, 'number', u.number, 'land_use', u.land_use,
                   'plan_fi', u.plan_names ->> 'fi', 'plan_sv', u.plan_names ->> 'sv', 'plan_kind', u.plan_kind,
                   'life_cycle_status', u.life_cycle_status, 'approved_on', u.approved_on,
                   'area_m2', u.area_m2, 'is_synthetic', u.is_synthetic) AS properties
        FROM zoning_unit AS u
        WHERE u.municipality_id = CAST(:municipality AS integer)
