-- How many placed points the box around a boundary version holds; neither kind is counted further than :most.
SELECT (SELECT count(*) FROM (
            SELECT 1 FROM boundaries.placed_point AS s
            WHERE s.municipality_id = a.municipality_id AND s.geom && v.geom
            LIMIT :most) AS shown)
     + (SELECT count(*) FROM (
            SELECT 1 FROM boundaries.placed_point AS s
            WHERE s.municipality_id = a.municipality_id AND s.unshown_geom && v.geom
            LIMIT :most) AS unshown)
FROM boundaries.area_version AS v JOIN boundaries.area AS a ON a.id = v.area_id
WHERE v.id = :area_version_id
