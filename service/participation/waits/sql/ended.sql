-- Days from an idea to its end (declined, done or closed), of the newest public ideas that have one. What came
-- over from an earlier service counts for nothing here.
SELECT GREATEST(0, last.changed_on - n.created_on) AS days, count(*) AS pin_count
FROM (
    SELECT p.id, p.created_on FROM pin AS p
    WHERE p.municipality_id = :municipality_id AND p.created_on >= CAST(:since AS date)
      AND p.state IN ('declined', 'done', 'closed_not_done')
      AND NOT EXISTS (SELECT FROM pin_source AS o WHERE o.pin_id = p.id AND o.kind = 'import')
    ORDER BY p.created_on DESC
    LIMIT :most
) AS n
CROSS JOIN LATERAL (
    SELECT c.changed_on FROM pin_state_change AS c WHERE c.pin_id = n.id ORDER BY c.id DESC LIMIT 1
) AS last
GROUP BY 1
ORDER BY 1
