-- Published areas whose box a shape's meets or nearly touches. They are few, official areas first and then the largest,
-- however many have been drawn there.
WITH whole AS (
    SELECT ST_GeomFromWKB(CAST(:wkb AS bytea), :srid) AS geom
)
SELECT a.slug, a.names, a.kind, a.area_m2, ST_AsBinary(a.geom) AS wkb
FROM whole AS w JOIN area AS a ON a.geom && ST_Expand(w.geom, :near_m)
WHERE a.municipality_id = :municipality_id AND a.slug <> :except_slug
ORDER BY a.kind = 'resident', a.area_m2 DESC, a.slug
LIMIT 60
