-- Comments of one visibility, newest first, with the last moderator's deed and the reference of the idea
-- that they stand below, if it is one.
SELECT c.id, c.subject_kind, c.subject_id, c.body, c.language, c.author_name, c.is_synthetic, c.created_at,
       p.reference, deed.at AS moderated_at, deed.reason, deed.moderator
FROM service.comment AS c
LEFT JOIN service.pin AS p ON p.id = CASE WHEN c.subject_kind = 'pin' THEN CAST(c.subject_id AS uuid) END
LEFT JOIN LATERAL (
    SELECT e.at, e.detail ->> 'reason' AS reason, person.display_name AS moderator
    FROM service.audit_entry AS e LEFT JOIN service.person ON person.id = e.actor_id
    WHERE e.subject_kind = 'comment' AND e.subject_id = CAST(c.id AS text)
      AND e.action IN ('comment.hidden', 'comment.published')
    ORDER BY e.id DESC LIMIT 1
) AS deed ON true
WHERE c.municipality_id = :municipality_id AND c.visibility = :visibility
ORDER BY c.created_at DESC, c.id DESC
LIMIT :most
