-- Cut a boundary into pieces of at most 128 corners: joins meet small boxes instead of one huge polygon.
INSERT INTO boundaries.area_piece (area_version_id, geom)
SELECT v.id, piece.geom
FROM boundaries.area_version AS v
CROSS JOIN LATERAL ST_Subdivide(v.geom, 128) AS piece(geom)
WHERE v.id = :area_version_id AND ST_Dimension(piece.geom) = 2
