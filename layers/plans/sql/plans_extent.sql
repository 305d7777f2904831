-- The box around all plans that bind or are on their way, for a map to open on.
SELECT ST_AsBinary(ST_Envelope(ST_Collect(ST_Envelope(geom))))
FROM public_api.zoning_plan
WHERE municipality_id = :municipality_id AND NOT (life_cycle_status = ANY (:ended))
HAVING count(*) > 0
