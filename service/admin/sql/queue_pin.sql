-- Ideas of one visibility, and, for what waits, public ones that people have reported: those that many have reported
-- first. What waits outside the municipality is a list of its own. The log is asked only for those shown.
WITH reported AS (
    SELECT subject_id, CAST(LEAST(count(DISTINCT reporter_hash), count(DISTINCT client_hash)) AS integer) AS people,
           array_agg(DISTINCT reason) AS reasons, array_agg(body ORDER BY id) FILTER (WHERE body <> '') AS words
    FROM service.report
    WHERE municipality_id = :municipality_id AND subject_kind = 'pin' AND resolved_at IS NULL AND :visibility = 'pending'
    GROUP BY subject_id
), chosen AS (
    SELECT id FROM service.pin
    WHERE municipality_id = :municipality_id AND visibility = :visibility
      AND NOT (visibility = 'pending' AND waits_for = 'outside')
    UNION
    SELECT id FROM service.pin
    WHERE municipality_id = :municipality_id AND visibility = 'public'
      AND id IN (SELECT CAST(subject_id AS uuid) FROM reported)
)
SELECT 'pin' AS kind, CAST(p.id AS text) AS id, p.title, p.body, p.language, '' AS author, p.reference,
       p.reference AS anchor, p.created_at, p.is_synthetic, p.visibility, p.waits_for, t.names AS theme_names,
       COALESCE(r.people, 0) AS people, r.reasons, r.words, deed.at AS moderated_at, deed.reason, deed.moderator
FROM chosen
JOIN service.pin AS p ON p.id = chosen.id
JOIN service.theme AS t ON t.id = p.theme_id
LEFT JOIN reported AS r ON r.subject_id = CAST(p.id AS text)
LEFT JOIN LATERAL (
    SELECT e.at, e.detail ->> 'reason' AS reason, person.display_name AS moderator
    FROM service.audit_entry AS e LEFT JOIN service.person ON person.id = e.actor_id
    WHERE e.subject_kind = 'pin' AND e.subject_id = CAST(p.id AS text) AND e.detail ? 'visibility'
    ORDER BY e.id DESC LIMIT 1
) AS deed ON true
ORDER BY COALESCE(r.people, 0) DESC, p.created_at DESC, p.id DESC
LIMIT :most
