-- The published areas of given slugs, for a union.
SELECT a.slug, a.kind, a.names, ST_AsBinary(a.geom) AS wkb
FROM area AS a
WHERE a.municipality_id = :municipality_id AND a.slug = ANY (CAST(:slugs AS text[]))
ORDER BY a.slug
