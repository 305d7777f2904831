-- How many public pins an area holds, by state, kind and theme.
SELECT p.state, p.kind, t.names AS theme, count(*) AS said_count
FROM membership AS m
JOIN pin AS p ON p.id = m.subject_id
LEFT JOIN theme AS t ON t.id = p.theme_id
WHERE m.area_version_id = :version_id AND m.subject_kind = 'pin'
GROUP BY p.state, p.kind, t.id, t.names, t.sort_order
ORDER BY t.sort_order, p.state, p.kind
