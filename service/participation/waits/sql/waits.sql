-- Days that the newest public ideas waited for their first answer, or have waited so far, and the days within which
-- it was promised when each came, counted by theme, by area, by the unit that looks after it, and all together. An
-- answer is the first change of state with a reason. What came over from an earlier service counts for nothing here:
-- its days say nothing of this one.
WITH newest AS (
    SELECT p.id, p.theme, p.created_on
    FROM pin AS p
    WHERE p.municipality_id = :municipality_id AND p.created_on >= CAST(:since AS date)
      AND NOT EXISTS (SELECT FROM pin_source AS o WHERE o.pin_id = p.id AND o.kind = 'import')
    ORDER BY p.created_on DESC
    LIMIT :most
), waited AS (
    SELECT n.id, n.theme, w.unit_id, w.answered_on IS NOT NULL AS is_answered,
           GREATEST(0, COALESCE(w.answered_on, CAST(:today AS date)) - n.created_on) AS days,
           w.promised_on - w.received_on AS promised
    FROM newest AS n
    JOIN pin_wait AS w ON w.pin_id = n.id
)
SELECT 'all' AS part, '' AS key, CAST(NULL AS jsonb) AS names, days, promised, is_answered, count(*) AS pin_count
FROM waited GROUP BY days, promised, is_answered
UNION ALL
SELECT 'theme', theme, NULL, days, promised, is_answered, count(*) FROM waited GROUP BY theme, days, promised, is_answered
UNION ALL
SELECT 'unit', CAST(u.id AS text), u.names, w.days, w.promised, w.is_answered, count(*)
FROM waited AS w JOIN unit AS u ON u.id = w.unit_id
GROUP BY u.id, u.names, w.days, w.promised, w.is_answered
UNION ALL
SELECT 'area', a.slug, NULL, w.days, w.promised, w.is_answered, count(*)
FROM waited AS w
JOIN membership AS m ON m.subject_kind = 'pin' AND m.subject_id = w.id
JOIN area AS a ON a.version_id = m.area_version_id AND a.kind = ANY(:kinds)
GROUP BY a.slug, w.days, w.promised, w.is_answered
