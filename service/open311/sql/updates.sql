-- Steps of public pins after they came in, and notes that other services sent below them, newest first: to what state,
-- and what was answered or said. Days alone are public. A note changes no state: it stands with the pin's own.
WITH told AS (
    SELECT CAST(c.id AS text) AS id, c.id AS step, p.reference, c.state, c.public_text, c.changed_on
    FROM pin_state_change AS c
    JOIN pin AS p ON p.id = c.pin_id
    WHERE p.municipality_id = :municipality_id
      AND c.state <> 'received'
      AND (CAST(:references AS text[]) IS NULL OR p.reference = ANY (CAST(:references AS text[])))
    UNION ALL
    SELECT CAST(n.id AS text), NULL, p.reference, p.state, n.body, n.created_on
    FROM machine_update AS u
    JOIN comment AS n ON n.id = u.comment_id AND n.subject_kind = 'pin'
    JOIN pin AS p ON p.id = CAST(n.subject_id AS uuid)
    WHERE u.municipality_id = :municipality_id
      AND (CAST(:references AS text[]) IS NULL OR p.reference = ANY (CAST(:references AS text[])))
)
SELECT t.id, t.reference, t.state, t.public_text, t.changed_on,
       t.state = ANY (CAST(:closed_states AS text[])) AS is_closed
FROM told AS t
WHERE (CAST(:since AS date) IS NULL OR t.changed_on >= CAST(:since AS date))
  AND (CAST(:until AS date) IS NULL OR t.changed_on <= CAST(:until AS date))
ORDER BY t.changed_on DESC, t.step DESC NULLS LAST, t.id
LIMIT :limit OFFSET :offset
