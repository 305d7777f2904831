-- Streets and hours: how many walks there were in each light and part of the day, and how long the ways are that they
-- walked, each street once.
WITH held AS (
    SELECT w.light, w.geom, extract(hour FROM w.walked_at AT TIME ZONE 'Europe/Helsinki') AS hour
    FROM walk AS w
    WHERE w.municipality_id = :municipality_id AND w.state <> 'cancelled'
      AND (w.state = 'ended' OR w.walked_at < now() - interval '24 hours')
)
SELECT light,
       CASE WHEN hour BETWEEN 5 AND 9 THEN 'morning' WHEN hour BETWEEN 10 AND 15 THEN 'day'
            WHEN hour BETWEEN 16 AND 20 THEN 'evening' ELSE 'night' END AS part,
       count(*) AS walk_count, ST_Length(ST_UnaryUnion(ST_Collect(geom))) AS length_m
FROM held
GROUP BY 1, 2
ORDER BY min(CASE light WHEN 'light' THEN 1 WHEN 'dusk' THEN 2 ELSE 3 END), min(hour)
