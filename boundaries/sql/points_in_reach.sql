-- How many placed points the box around a boundary version holds, counted no further than :most.
SELECT count(*) FROM (
    SELECT 1
    FROM boundaries.area_version AS v
    JOIN boundaries.area AS a ON a.id = v.area_id
    JOIN boundaries.placed_point AS s
      ON s.municipality_id = a.municipality_id AND (s.geom && v.geom OR s.unshown_geom && v.geom)
    WHERE v.id = :area_version_id
    LIMIT :most
) AS reached
