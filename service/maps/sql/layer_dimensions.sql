-- What most shapes of each layer are: 0 points, 1 lines, 2 areas.
SELECT f.layer_id, mode() WITHIN GROUP (ORDER BY ST_Dimension(f.geom)) AS dimension
FROM layer_feature AS f
WHERE f.municipality_id = CAST(:municipality AS integer)
GROUP BY f.layer_id
