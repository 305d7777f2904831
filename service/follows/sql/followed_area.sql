-- The area of a following as anyone may see it, with its municipality; no row while it is hidden.
SELECT a.id, a.slug, a.names, a.version_id, a.municipality_id, m.names AS municipality_names
FROM area AS a JOIN municipality AS m ON m.id = a.municipality_id
WHERE a.id = :area_id
