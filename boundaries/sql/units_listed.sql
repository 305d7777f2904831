-- The published areas of one statistical kind without their boundaries, in the order of `units_of`.
SELECT a.id, a.slug, a.code, a.names
FROM area AS a
WHERE a.municipality_id = :municipality_id AND a.kind = :kind
ORDER BY a.code, a.id
