-- Statements on proposals of one visibility, and, for what waits, public ones that people have reported.
WITH reported AS (
    SELECT subject_id, CAST(LEAST(count(DISTINCT reporter_hash), count(DISTINCT client_hash)) AS integer) AS people,
           array_agg(DISTINCT reason) AS reasons, array_agg(body ORDER BY id) FILTER (WHERE body <> '') AS words
    FROM service.report
    WHERE municipality_id = :municipality_id AND subject_kind = 'statement' AND resolved_at IS NULL
      AND :visibility = 'pending'
    GROUP BY subject_id
)
SELECT 'statement' AS kind, CAST(s.id AS text) AS id, s.title,
       -- A board's dissenting opinions stand with its words, and are read with them.
       concat_ws(E'\n\n', s.body, (SELECT string_agg(said, E'\n\n')
                                   FROM service.body_statement AS b, jsonb_array_elements_text(b.dissents) AS said
                                   WHERE b.statement_id = s.id)) AS body, s.language, s.author_name AS author,
       NULL AS reference, s.reference AS anchor, s.created_at, s.is_synthetic, s.visibility, s.waits_for,
       NULL AS theme_names, COALESCE(r.people, 0) AS people, r.reasons, r.words, deed.at AS moderated_at, deed.reason,
       deed.moderator
FROM service.statement AS s
LEFT JOIN reported AS r ON r.subject_id = CAST(s.id AS text)
LEFT JOIN LATERAL (
    SELECT e.at, e.detail ->> 'reason' AS reason, person.display_name AS moderator
    FROM service.audit_entry AS e LEFT JOIN service.person ON person.id = e.actor_id
    WHERE e.subject_kind = 'statement' AND e.subject_id = CAST(s.id AS text) AND e.detail ? 'visibility'
    ORDER BY e.id DESC LIMIT 1
) AS deed ON true
WHERE s.municipality_id = :municipality_id
  AND (s.visibility = :visibility OR (s.visibility = 'public' AND r.people IS NOT NULL))
ORDER BY COALESCE(r.people, 0) DESC, s.created_at DESC
LIMIT :most
