-- What an answer may name: proposals that residents see and decisions, the newest first.
SELECT t.kind, t.id, t.slug, t.title
FROM (
    SELECT 'proposal' AS kind, p.id, p.slug, p.title, p.created_on AS since
    FROM proposal AS p WHERE p.municipality_id = :municipality_id
    UNION ALL
    SELECT 'decision', d.id, d.slug, d.title, CAST(d.decided_at AT TIME ZONE 'Europe/Helsinki' AS date)
    FROM decision AS d WHERE d.municipality_id = :municipality_id
) AS t
ORDER BY t.kind DESC, t.since DESC, t.slug
