-- The newest acts of moderation, each with everything that one press did, and whether it was undone.
WITH deed AS (
    SELECT e.detail ->> 'batch' AS batch, max(e.id) AS newest, max(e.at) AS at, count(*) AS things,
           array_agg(DISTINCT e.action) AS actions, max(e.detail ->> 'reason') AS reason,
           max(person.display_name) AS moderator
    FROM service.audit_entry AS e LEFT JOIN service.person ON person.id = e.actor_id
    WHERE e.municipality_id = :municipality_id AND e.detail ->> 'batch' <> '' AND e.at > now() - interval '30 days'
    GROUP BY 1
    ORDER BY 2 DESC
    LIMIT :most
)
SELECT d.*, EXISTS (
    SELECT FROM service.audit_entry AS u
    WHERE u.detail ->> 'batch' = 'undo:' || d.batch AND u.detail ->> 'batch' <> '') AS is_undone
FROM deed AS d
ORDER BY d.newest DESC
