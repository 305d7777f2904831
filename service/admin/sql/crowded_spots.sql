-- Spots where very many people seem to have pointed: mostly the place where a form or a map begins. Squares of
-- 1 m are counted; a crowd that lies across their edges has two in one square at least, so those are looked at
-- with the squares around them. A square that has a fuller one beside it is left to that one.
WITH square AS MATERIALIZED (
    SELECT floor(ST_X(p.geom)) AS x, floor(ST_Y(p.geom)) AS y, count(*) AS pins,
           sum(ST_X(p.geom)) AS sum_x, sum(ST_Y(p.geom)) AS sum_y,
           count(*) FILTER (WHERE p.visibility = 'public') AS public_pins,
           min(p.created_at) AS first_at, max(p.created_at) AS last_at
    FROM service.pin AS p
    WHERE p.municipality_id = :municipality_id AND p.geom IS NOT NULL AND p.named_area_id IS NULL
      AND p.visibility <> 'withdrawn'
    GROUP BY 1, 2
), crowd AS (
    SELECT s.x, s.y, s.pins AS own, sum(n.pins) AS pins, sum(n.public_pins) AS public_pins,
           sum(n.sum_x) / sum(n.pins) AS mean_x, sum(n.sum_y) / sum(n.pins) AS mean_y,
           min(n.first_at) AS first_at, max(n.last_at) AS last_at
    FROM square AS s
    JOIN square AS n ON n.x IN (s.x - 1, s.x, s.x + 1) AND n.y IN (s.y - 1, s.y, s.y + 1)
    WHERE s.pins >= 2
    GROUP BY s.x, s.y, s.pins
    HAVING sum(n.pins) >= CAST(:least AS integer)
)
SELECT CAST(c.pins AS integer) AS pins, CAST(c.public_pins AS integer) AS public_pins, c.mean_x AS x, c.mean_y AS y,
       c.first_at, c.last_at
FROM crowd AS c
WHERE NOT EXISTS (
    SELECT 1 FROM crowd AS b
    WHERE abs(b.x - c.x) <= 1 AND abs(b.y - c.y) <= 1 AND (b.own, b.x, b.y) > (c.own, c.x, c.y))
ORDER BY c.pins DESC, c.x, c.y
LIMIT :most
