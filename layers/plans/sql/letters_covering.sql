-- The zoning under a drawing: of each letter of each plan the ids and shapes of the units that meet the drawing, in the
-- same order, and what is known of the first. The drawing comes in metres, so that neither side is transformed and the
-- index on the units is used as it is. Plans that have ended are left out: they bind nobody and would be told as if
-- they did.
WITH met AS (
    SELECT u.plan_id, u.letter, array_agg(u.id ORDER BY u.id) AS ids,
           ST_AsBinary(ST_Collect(u.geom ORDER BY u.id)) AS shapes
    FROM public_api.zoning_unit AS u
    WHERE u.municipality_id = :municipality_id
      AND ST_Intersects(u.geom, ST_GeomFromEWKB(:ewkb))
      AND NOT (u.life_cycle_status = ANY (:ended))
    GROUP BY u.plan_id, u.letter
)
SELECT u.id, u.plan_id, u.number, u.letter, u.land_use, u.names, u.regulations, u.area_m2,
       u.plan_names, u.plan_kind, u.life_cycle_status, u.approved_on, u.is_synthetic,
       p.valid_from, p.valid_to, p.source, m.ids, m.shapes
FROM met AS m
JOIN public_api.zoning_unit AS u ON u.id = m.ids[1]
JOIN public_api.zoning_plan AS p ON p.id = m.plan_id
ORDER BY m.plan_id, m.letter
