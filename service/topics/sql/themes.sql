-- Every theme with its public ideas, how many of them have an answer, its owner and its next step.
SELECT t.id, t.key, t.names, t.icon, t.colour, coalesce(n.idea_count, 0) AS idea_count,
       coalesce(n.answered_count, 0) AS answered_count, o.name AS owner_name, o.title AS owner_title,
       next.month AS next_month, next.texts AS next_texts
FROM theme AS t
LEFT JOIN (
    SELECT p.theme_id, count(*) AS idea_count, count(*) FILTER (WHERE p.state <> 'received') AS answered_count
    FROM pin AS p WHERE p.municipality_id = :municipality_id GROUP BY p.theme_id
) AS n ON n.theme_id = t.id
LEFT JOIN theme_owner AS o ON o.theme_id = t.id
LEFT JOIN LATERAL (
    SELECT s.month, s.texts FROM theme_step AS s
    WHERE s.theme_id = t.id AND s.state IN ('planned', 'changed')
    ORDER BY s.month, s.id LIMIT 1
) AS next ON TRUE
WHERE t.municipality_id = :municipality_id
ORDER BY t.sort_order, t.key
