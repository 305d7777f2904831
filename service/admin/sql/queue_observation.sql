-- Observations of walks of one visibility, and, for what waits, public ones that people have reported.
WITH reported AS (
    SELECT subject_id, CAST(LEAST(count(DISTINCT reporter_hash), count(DISTINCT client_hash)) AS integer) AS people,
           array_agg(DISTINCT reason) AS reasons, array_agg(body ORDER BY id) FILTER (WHERE body <> '') AS words
    FROM service.report
    WHERE municipality_id = :municipality_id AND subject_kind = 'observation' AND resolved_at IS NULL
      AND :visibility = 'pending'
    GROUP BY subject_id
)
SELECT 'observation' AS kind, CAST(o.key AS text) AS id, '' AS title, o.body, o.language, '' AS author,
       NULL AS reference, w.slug || '/observations/' || o.number AS anchor, o.received_at AS created_at,
       o.is_synthetic, o.visibility, '' AS waits_for, NULL AS theme_names, COALESCE(r.people, 0) AS people,
       r.reasons, r.words, deed.at AS moderated_at, deed.reason, deed.moderator
FROM service.walk AS w
JOIN service.observation AS o ON o.walk_id = w.id
LEFT JOIN reported AS r ON r.subject_id = CAST(o.key AS text)
LEFT JOIN LATERAL (
    SELECT e.at, e.detail ->> 'reason' AS reason, person.display_name AS moderator
    FROM service.audit_entry AS e LEFT JOIN service.person ON person.id = e.actor_id
    WHERE e.subject_kind = 'observation' AND e.subject_id = CAST(o.key AS text) AND e.detail ? 'visibility'
    ORDER BY e.id DESC LIMIT 1
) AS deed ON true
WHERE w.municipality_id = :municipality_id
  AND (o.visibility = :visibility OR (o.visibility = 'public' AND r.people IS NOT NULL))
ORDER BY COALESCE(r.people, 0) DESC, o.id DESC
LIMIT :most
