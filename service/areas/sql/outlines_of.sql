-- The current boundaries of some areas.
SELECT version_id, ST_AsBinary(geom) AS wkb
FROM area
WHERE municipality_id = :municipality_id AND version_id = ANY (CAST(:version_ids AS integer[]))
