-- How many days the newest ideas of an area waited for their first answer, or have waited so far.
SELECT waited.days, waited.is_answered, count(*) AS pin_count
FROM (
    SELECT COALESCE(
               (SELECT min(c.changed_on) FROM pin_state_change AS c
                WHERE c.pin_id = p.id AND c.state <> 'received'),
               CAST(:today AS date)
           ) - p.created_on AS days,
           p.state <> 'received' AS is_answered
    FROM (
        SELECT pin.id, pin.state, pin.created_on
        FROM membership AS m JOIN pin ON pin.id = m.subject_id
        WHERE m.area_version_id = :version_id AND m.subject_kind = 'pin' AND pin.created_on >= CAST(:since AS date)
        ORDER BY pin.created_on DESC
        LIMIT :limit
    ) AS p
) AS waited
GROUP BY waited.days, waited.is_answered
