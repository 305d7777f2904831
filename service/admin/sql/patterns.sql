-- Senders who sent much in a short time. A sender is an account or an address, as counted deeds know it: a hash that
-- changes daily and is kept for two days. A deed and what came of it were stored in one transaction and bear its time.
WITH made AS (
    SELECT d.client_hash, 'pin' AS kind, CAST(p.id AS text) AS id, p.reference, p.title || ' ' || p.body AS said,
           p.visibility, p.created_at
    FROM service.deed AS d JOIN service.pin AS p ON p.created_at = d.done_at
    WHERE d.kind = 'pin' AND p.municipality_id = :municipality_id AND p.created_at > now() - interval '2 days'
    UNION ALL
    SELECT d.client_hash, 'comment', CAST(c.id AS text), NULL, c.body, c.visibility, c.created_at
    FROM service.deed AS d JOIN service.comment AS c ON c.created_at = d.done_at
    WHERE d.kind = 'comment' AND c.municipality_id = :municipality_id AND c.created_at > now() - interval '2 days'
), counted AS (
    SELECT *, count(*) OVER (PARTITION BY client_hash ORDER BY created_at
                             RANGE BETWEEN interval '1 hour' PRECEDING AND CURRENT ROW) AS in_hour
    FROM made
)
SELECT encode(client_hash, 'hex') AS sender, max(in_hour) AS in_hour, min(created_at) AS first_at,
       max(created_at) AS last_at,
       jsonb_agg(jsonb_build_object('kind', kind, 'id', id, 'reference', reference, 'said', left(trim(said), 120),
                                    'visibility', visibility) ORDER BY created_at) AS things
FROM counted
GROUP BY client_hash
HAVING max(in_hour) >= :least
ORDER BY max(in_hour) DESC, max(created_at) DESC
LIMIT :most
