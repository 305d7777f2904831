-- The published areas of a kind with the version of their boundary, in the order of `boundaries.units`.
SELECT a.id, a.slug, a.code, a.names, a.version_id, a.version
FROM public_api.area AS a
WHERE a.municipality_id = :municipality_id AND a.kind = :kind
ORDER BY a.code, a.id
