-- The published areas of one statistical kind with their boundaries.
SELECT a.id, a.slug, a.code, a.names, ST_AsBinary(a.geom) AS wkb
FROM area AS a
WHERE a.municipality_id = :municipality_id AND a.kind = :kind
ORDER BY a.code, a.id
