-- Steps of public pins after they came in, newest first: to what state, and what was answered. Days alone are public.
SELECT c.id, p.reference, c.state, c.public_text, c.changed_on, c.part_number,
       c.state = ANY (CAST(:closed_states AS text[])) AS is_closed
FROM pin_state_change AS c
JOIN pin AS p ON p.id = c.pin_id
WHERE p.municipality_id = :municipality_id
  AND c.state <> 'received'
  AND (CAST(:references AS text[]) IS NULL OR p.reference = ANY (CAST(:references AS text[])))
  AND (CAST(:since AS date) IS NULL OR c.changed_on >= CAST(:since AS date))
  AND (CAST(:until AS date) IS NULL OR c.changed_on <= CAST(:until AS date))
ORDER BY c.id DESC
LIMIT :limit OFFSET :offset
