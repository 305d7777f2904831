-- Ideas of one visibility with the last moderator's deed. The index on municipality, visibility and time
-- gives the rows; the log is asked only for those shown. What waits outside the municipality is a list of its own.
SELECT p.id, p.reference, p.title, p.body, p.language, p.is_synthetic, t.names AS theme_names, p.created_at,
       deed.at AS moderated_at, deed.reason, deed.moderator
FROM service.pin AS p
JOIN service.theme AS t ON t.id = p.theme_id
LEFT JOIN LATERAL (
    SELECT e.at, e.detail ->> 'reason' AS reason, person.display_name AS moderator
    FROM service.audit_entry AS e LEFT JOIN service.person ON person.id = e.actor_id
    WHERE e.subject_kind = 'pin' AND e.subject_id = CAST(p.id AS text)
      AND e.action IN ('pin.hidden', 'pin.published')
    ORDER BY e.id DESC LIMIT 1
) AS deed ON true
WHERE p.municipality_id = :municipality_id AND p.visibility = :visibility
  AND NOT (p.visibility = 'pending' AND p.waits_for = 'outside')
ORDER BY p.created_at DESC, p.id DESC
LIMIT :most
