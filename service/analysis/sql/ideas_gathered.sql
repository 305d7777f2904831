-- Public ideas gathered into small squares within each statistical unit, so that what is read grows little with their
-- number; those without a point by their unit alone. A heap is one exact point with very many ideas: where an earlier
-- service, or a form, put what had no place.
WITH heap AS (
    SELECT p.geom
    FROM pin AS p
    WHERE p.municipality_id = :municipality_id AND p.precision = 'exact' AND p.geom IS NOT NULL
    GROUP BY p.geom
    HAVING count(*) >= :heap
), unit AS (
    SELECT m.subject_id, min(a.id) AS area_id
    FROM area AS a
    JOIN membership AS m ON m.area_version_id = a.version_id AND m.subject_kind = 'pin'
    WHERE a.municipality_id = :municipality_id AND a.kind = :kind
    GROUP BY m.subject_id
)
SELECT avg(ST_X(p.geom)) AS x, avg(ST_Y(p.geom)) AS y, u.area_id, h.geom IS NOT NULL AS is_heap,
       count(*) AS ideas, count(*) FILTER (WHERE r.pin_id IS NULL) AS voices
FROM pin AS p
LEFT JOIN heap AS h ON p.precision = 'exact' AND h.geom = p.geom
LEFT JOIN unit AS u ON u.subject_id = p.id
LEFT JOIN pin_repeat AS r ON r.pin_id = p.id AND r.municipality_id = :municipality_id
WHERE p.municipality_id = :municipality_id
  AND (CAST(:theme AS text) IS NULL OR p.theme = CAST(:theme AS text))
  AND (CAST(:campaign AS text) IS NULL OR p.campaign = CAST(:campaign AS text))
  AND (CAST(:since AS date) IS NULL OR p.created_on >= CAST(:since AS date))
  AND (CAST(:until AS date) IS NULL OR p.created_on <= CAST(:until AS date))
GROUP BY u.area_id, h.geom, floor(ST_X(p.geom) / :side), floor(ST_Y(p.geom) / :side)
ORDER BY u.area_id, x, y
