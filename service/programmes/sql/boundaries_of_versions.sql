-- Boundaries as they were in given versions, whatever they are now.
SELECT v.id, ST_AsBinary(v.geom) AS wkb
FROM area_version AS v
WHERE v.id = ANY (CAST(:version_ids AS integer[]))
