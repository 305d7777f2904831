-- How far a surface is; everything of its body but the cells and lines. What is not finished by now was broken off.
SELECT CASE WHEN s.state IN ('waiting', 'running') AND s.asked_at < now() - make_interval(mins => :patience)
            THEN 'failed' ELSE s.state END AS state,
       s.progress, s.ready_at, s.body - 'grids' - 'contours' AS facts
FROM heat_surface AS s
WHERE s.municipality_id = :municipality_id AND s.stamp = :stamp
