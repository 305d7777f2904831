-- Published areas that a shape meets or nearly touches, with the ground that they share. Candidates are few, official
-- areas first and then the largest, however many have been drawn there. The shape is cut on the fly and pieces meet
-- pieces, so that a jagged outline costs little; a piece wholly inside needs no cutting.
WITH whole AS (
    SELECT ST_GeomFromWKB(CAST(:wkb AS bytea), :srid) AS geom
), shape AS (
    SELECT ST_Subdivide(geom, 128) AS geom FROM whole
), near AS (
    SELECT a.slug, a.names, a.kind, a.area_m2, a.version_id
    FROM whole AS w JOIN area AS a ON a.geom && ST_Expand(w.geom, :near_m)
    WHERE a.municipality_id = :municipality_id AND a.slug <> :except_slug
    ORDER BY a.kind = 'resident', a.area_m2 DESC, a.slug
    LIMIT 60
)
SELECT n.slug, n.names, n.kind, n.area_m2, sum(ST_Area(x.geom)) AS shared_m2
FROM near AS n
JOIN area_piece AS ap ON ap.area_version_id = n.version_id
JOIN shape AS s ON ST_DWithin(ap.geom, s.geom, :near_m)
CROSS JOIN LATERAL (
    SELECT CASE WHEN ST_Covers(s.geom, ap.geom) THEN ap.geom ELSE ST_Intersection(ap.geom, s.geom) END AS geom
) AS x
GROUP BY n.slug, n.names, n.kind, n.area_m2
ORDER BY sum(ST_Area(x.geom)) DESC, n.area_m2 DESC
