-- Public pins as requests, newest first. The view holds the day of a pin and of its steps, never the hour.
WITH page AS (
    SELECT p.id, p.reference, p.campaign, p.kind, p.theme_id, p.theme, p.title, p.body, p.language, p.state,
           p.support_count, p.comment_count, p.created_on, p.geom
    FROM pin AS p
    WHERE p.municipality_id = :municipality_id
      AND (CAST(:references AS text[]) IS NULL OR p.reference = ANY (CAST(:references AS text[])))
      AND (CAST(:themes AS text[]) IS NULL OR p.theme = ANY (CAST(:themes AS text[])))
      AND (CAST(:since AS date) IS NULL OR p.created_on >= CAST(:since AS date))
      AND (CAST(:until AS date) IS NULL OR p.created_on <= CAST(:until AS date))
      -- What is partly done has come to its end once all its parts have.
      AND (CAST(:is_closed AS boolean) IS NULL OR CAST(:is_closed AS boolean) = (
            p.state = ANY (CAST(:closed_states AS text[]))
            OR (p.state = 'partly'
                AND EXISTS (SELECT FROM pin_wait AS w WHERE w.pin_id = p.id AND w.ended_on IS NOT NULL))))
      AND (CAST(:x AS float8) IS NULL
           OR ST_DWithin(p.geom, ST_SetSRID(ST_MakePoint(:x, :y), CAST(:srid AS integer)),
                         CAST(:radius AS float8)))
      AND ((CAST(:updated_since AS date) IS NULL AND CAST(:updated_until AS date) IS NULL)
           OR COALESCE((SELECT max(c.changed_on) FROM pin_state_change AS c WHERE c.pin_id = p.id), p.created_on)
              BETWEEN COALESCE(CAST(:updated_since AS date), '-infinity')
                  AND COALESCE(CAST(:updated_until AS date), 'infinity'))
    ORDER BY p.created_on DESC, p.reference DESC
    LIMIT :limit OFFSET :offset
)
SELECT p.id, p.reference, p.campaign, p.kind, p.theme, t.names AS theme_names, p.title, p.body, p.language, p.state,
       p.support_count, p.comment_count, p.created_on, ST_X(p.geom) AS x, ST_Y(p.geom) AS y,
       step.changed_on, said.public_text, w.promised_on, w.due_on, w.answered_on, w.ended_on, w.received_on,
       u.names AS unit_names
FROM page AS p
JOIN theme AS t ON t.id = p.theme_id
LEFT JOIN pin_wait AS w ON w.pin_id = p.id
LEFT JOIN unit AS u ON u.id = w.unit_id
LEFT JOIN LATERAL (
    SELECT max(c.changed_on) AS changed_on FROM pin_state_change AS c WHERE c.pin_id = p.id
) AS step ON true
LEFT JOIN LATERAL (
    SELECT c.public_text FROM pin_state_change AS c WHERE c.pin_id = p.id AND c.public_text <> ''
    ORDER BY c.id DESC LIMIT 1
) AS said ON true
ORDER BY p.created_on DESC, p.reference DESC
