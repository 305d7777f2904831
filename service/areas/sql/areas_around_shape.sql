-- Published areas that a shape meets or nearly touches, with the ground that they share. The shape is cut on the
-- fly, and the pieces of areas are found by their index, so that a jagged outline costs little.
WITH shape AS (
    SELECT ST_Subdivide(ST_GeomFromWKB(CAST(:wkb AS bytea), :srid), 128) AS geom
), met AS (
    SELECT ap.area_version_id, ST_Area(ST_Intersection(ap.geom, s.geom)) AS shared_m2
    FROM shape AS s
    JOIN area_piece AS ap ON ST_DWithin(ap.geom, s.geom, :near_m)
)
SELECT a.slug, a.names, a.kind, a.area_m2, sum(m.shared_m2) AS shared_m2
FROM met AS m JOIN area AS a ON a.version_id = m.area_version_id
WHERE a.municipality_id = :municipality_id AND a.slug <> :except_slug
GROUP BY a.id, a.slug, a.names, a.kind, a.area_m2
ORDER BY sum(m.shared_m2) DESC, a.area_m2 DESC
LIMIT 60
