-- Named places in a window of the metric CRS, the best known first.
SELECT p.names, ST_X(p.geom) AS x, ST_Y(p.geom) AS y
FROM place AS p
WHERE p.municipality_id = :municipality_id AND p.geom && ST_MakeEnvelope(:west, :south, :east, :north, :srid)
ORDER BY p.rank, p.id
