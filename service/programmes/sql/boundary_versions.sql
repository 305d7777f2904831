-- The boundary that each unit has now, sealed.
SELECT a.id AS area_id, a.version_id, a.version AS number,
       encode(sha256(ST_AsBinary(a.geom)), 'hex') AS boundary_sha256
FROM area AS a
WHERE a.municipality_id = :municipality_id AND a.kind = :kind
