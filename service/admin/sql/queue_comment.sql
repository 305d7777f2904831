-- Comments of one visibility, and, for what waits, public ones that people have reported; with the reference of the
-- idea that they stand below, if it is one.
WITH reported AS (
    SELECT subject_id, CAST(LEAST(count(DISTINCT reporter_hash), count(DISTINCT client_hash)) AS integer) AS people,
           array_agg(DISTINCT reason) AS reasons, array_agg(body ORDER BY id) FILTER (WHERE body <> '') AS words
    FROM service.report
    WHERE municipality_id = :municipality_id AND subject_kind = 'comment' AND resolved_at IS NULL
      AND :visibility = 'pending'
    GROUP BY subject_id
), chosen AS (
    SELECT id FROM service.comment WHERE municipality_id = :municipality_id AND visibility = :visibility
    UNION
    SELECT id FROM service.comment
    WHERE municipality_id = :municipality_id AND visibility = 'public'
      AND id IN (SELECT CAST(subject_id AS uuid) FROM reported)
)
SELECT 'comment' AS kind, CAST(c.id AS text) AS id, '' AS title, c.body, c.language, c.author_name AS author,
       p.reference, c.subject_id AS anchor, c.created_at, c.is_synthetic, c.visibility, '' AS waits_for,
       NULL AS theme_names, COALESCE(r.people, 0) AS people, r.reasons, r.words, deed.at AS moderated_at, deed.reason,
       deed.moderator
FROM chosen
JOIN service.comment AS c ON c.id = chosen.id
LEFT JOIN service.pin AS p ON p.id = CASE WHEN c.subject_kind = 'pin' THEN CAST(c.subject_id AS uuid) END
LEFT JOIN reported AS r ON r.subject_id = CAST(c.id AS text)
LEFT JOIN LATERAL (
    SELECT e.at, e.detail ->> 'reason' AS reason, person.display_name AS moderator
    FROM service.audit_entry AS e LEFT JOIN service.person ON person.id = e.actor_id
    WHERE e.subject_kind = 'comment' AND e.subject_id = CAST(c.id AS text) AND e.detail ? 'visibility'
    ORDER BY e.id DESC LIMIT 1
) AS deed ON true
ORDER BY COALESCE(r.people, 0) DESC, c.created_at DESC, c.id DESC
LIMIT :most
