-- Whether there are plans that have ended.
SELECT EXISTS (
    SELECT FROM public_api.zoning_plan AS p
    WHERE p.municipality_id = :municipality_id AND p.life_cycle_status = ANY (:ended)
)
