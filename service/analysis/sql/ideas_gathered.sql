-- Public ideas gathered into small squares within each statistical unit, so that what is read grows little with their
-- number; those without a point by their unit alone. A heap is one exact point with very many ideas: where an earlier
-- service, or a form, put what had no place.
-- Ideas and the units they lie in are brought together by grouping, not by joining: before the planner knows how many
-- there are, right after an import, it would join them row by row.
WITH noted AS (
    SELECT p.id, ST_X(p.geom) AS x, ST_Y(p.geom) AS y, p.theme, p.campaign, p.created_on, CAST(NULL AS integer) AS area_id,
           p.geom IS NOT NULL AND p.precision = 'exact'
               AND count(*) FILTER (WHERE p.precision = 'exact') OVER (PARTITION BY p.geom) >= :heap AS is_heap,
           p.id IN (SELECT r.pin_id FROM pin_repeat AS r WHERE r.municipality_id = :municipality_id) AS is_repeat
    FROM pin AS p
    WHERE p.municipality_id = :municipality_id
    UNION ALL
    SELECT m.subject_id, NULL, NULL, NULL, NULL, NULL, a.id, NULL, NULL
    FROM area AS a
    JOIN membership AS m ON m.area_version_id = a.version_id AND m.subject_kind = 'pin'
    WHERE a.municipality_id = :municipality_id AND a.kind = :kind
), idea AS (
    SELECT min(x) AS x, min(y) AS y, min(theme) AS theme, min(campaign) AS campaign, min(created_on) AS created_on,
           min(area_id) AS area_id, bool_or(is_heap) AS is_heap, bool_or(is_repeat) AS is_repeat
    FROM noted
    GROUP BY id
)
SELECT avg(i.x) AS x, avg(i.y) AS y, i.area_id, i.is_heap,
       count(*) AS ideas, count(*) FILTER (WHERE NOT i.is_repeat) AS voices
FROM idea AS i
WHERE i.created_on IS NOT NULL
  AND (CAST(:theme AS text) IS NULL OR i.theme = CAST(:theme AS text))
  AND (CAST(:campaign AS text) IS NULL OR i.campaign = CAST(:campaign AS text))
  AND (CAST(:since AS date) IS NULL OR i.created_on >= CAST(:since AS date))
  AND (CAST(:until AS date) IS NULL OR i.created_on <= CAST(:until AS date))
GROUP BY i.area_id, i.is_heap, CASE WHEN i.is_heap THEN i.x END, CASE WHEN i.is_heap THEN i.y END,
         floor(i.x / :side), floor(i.y / :side)
ORDER BY i.area_id, x, y
