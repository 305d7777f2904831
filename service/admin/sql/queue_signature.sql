-- Names of co-signers of one visibility: what does not look like a name and would be shown, or what was hidden. The
-- signature counts all the same.
SELECT 'signature' AS kind, CAST(g.id AS text) AS id, '' AS title, g.name AS body, g.language, '' AS author,
       NULL AS reference, s.reference AS anchor, g.confirmed_at AS created_at, g.is_synthetic,
       CASE WHEN g.is_name_hidden THEN 'hidden' ELSE 'pending' END AS visibility, 'no_name' AS waits_for,
       NULL AS theme_names, 0 AS people, NULL AS reasons, NULL AS words, deed.at AS moderated_at, deed.reason,
       deed.moderator
FROM service.statement_signature AS g
JOIN service.statement AS s ON s.id = g.statement_id
LEFT JOIN LATERAL (
    SELECT e.at, e.detail ->> 'reason' AS reason, person.display_name AS moderator
    FROM service.audit_entry AS e LEFT JOIN service.person ON person.id = e.actor_id
    WHERE e.subject_kind = 'signature' AND e.subject_id = CAST(g.id AS text) AND e.detail ? 'visibility'
    ORDER BY e.id DESC LIMIT 1
) AS deed ON true
WHERE g.municipality_id = :municipality_id AND g.confirmed_at IS NOT NULL AND g.name <> ''
  AND CASE WHEN :visibility = 'hidden' THEN g.is_name_hidden
           ELSE :visibility = 'pending' AND g.name_waits AND g.is_name_public AND NOT g.is_name_hidden END
ORDER BY g.confirmed_at DESC
LIMIT :most
