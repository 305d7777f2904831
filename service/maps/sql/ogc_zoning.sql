        SELECT u.id AS key, u.geom, CAST(NULL AS date) AS moment, u.letter, u.number, u.land_use,
               u.plan_names ->> 'fi' AS plan_fi, u.plan_names ->> 'sv' AS plan_sv, u.plan_kind, u.life_cycle_status,
               u.approved_on, u.area_m2, u.is_synthetic
        FROM zoning_unit AS u
        WHERE u.municipality_id = CAST(:municipality AS integer)
