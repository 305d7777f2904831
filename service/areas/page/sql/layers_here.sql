-- Public layers of which something lies in the area with this boundary, and how many places of each; a backdrop has no
-- places. An area that only touches another lies beside it; a point has no inside.
SELECT l.key, l.names, l.is_synthetic, found.places
FROM (
    SELECT f.layer_id, count(DISTINCT f.id) AS places
    FROM area_piece AS p JOIN layer_feature AS f ON ST_Intersects(f.geom, p.geom)
    WHERE p.area_version_id = :version_id AND (ST_Dimension(f.geom) < 2 OR ST_Relate(f.geom, p.geom, 'T********'))
    GROUP BY f.layer_id
) AS found
JOIN layer AS l ON l.id = found.layer_id AND l.kind <> 'backdrop' AND l.municipality_id = :municipality_id
ORDER BY l.sort_order, l.key
