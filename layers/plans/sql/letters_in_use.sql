-- The letters that the municipality's plans use, with their area: what its legend must explain.
SELECT letter, count(*) AS unit_count, sum(area_m2) AS area_m2
FROM public_api.zoning_unit
WHERE municipality_id = :municipality_id
GROUP BY letter
ORDER BY letter
