-- Days that the newest public ideas waited for their first answer, or have waited so far, counted by theme, by
-- area, by who answered, and all together. An answer is the first change of state with a reason.
WITH newest AS (
    SELECT p.id, p.theme, p.created_on
    FROM pin AS p
    WHERE p.municipality_id = :municipality_id AND p.created_on >= CAST(:since AS date)
    ORDER BY p.created_on DESC
    LIMIT :most
), waited AS (
    SELECT n.id, n.theme, first.signature, first.changed_on IS NOT NULL AS is_answered,
           GREATEST(0, COALESCE(first.changed_on, CAST(:today AS date)) - n.created_on) AS days
    FROM newest AS n
    LEFT JOIN LATERAL (
        SELECT c.changed_on, c.signature FROM pin_state_change AS c
        WHERE c.pin_id = n.id AND c.state NOT IN ('received', 'withdrawn')
        ORDER BY c.id LIMIT 1
    ) AS first ON TRUE
)
SELECT 'all' AS part, '' AS key, days, is_answered, count(*) AS pin_count FROM waited GROUP BY days, is_answered
UNION ALL
SELECT 'theme', theme, days, is_answered, count(*) FROM waited GROUP BY theme, days, is_answered
UNION ALL
SELECT 'unit', signature, days, is_answered, count(*) FROM waited
WHERE signature <> '' GROUP BY signature, days, is_answered
UNION ALL
SELECT 'area', a.slug, w.days, w.is_answered, count(*)
FROM waited AS w
JOIN membership AS m ON m.subject_kind = 'pin' AND m.subject_id = w.id
JOIN area AS a ON a.version_id = m.area_version_id AND a.kind = ANY(:kinds)
GROUP BY a.slug, w.days, w.is_answered
