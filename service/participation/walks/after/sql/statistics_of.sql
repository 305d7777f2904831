-- Walks that were held, by year and theme. The experience counts walks of which at least five people told: a mean
-- over more would let those of the others be reckoned back.
WITH held AS (
    SELECT w.id, w.theme_id, w.participant_count, ST_Length(w.geom) AS length_m,
           CAST(extract(year FROM w.walked_at AT TIME ZONE 'Europe/Helsinki') AS integer) AS year,
           (SELECT count(*) FROM observation AS o WHERE o.walk_id = w.id) AS observation_count,
           w.follows_id IS NOT NULL AS is_follow_up
    FROM walk AS w
    WHERE w.municipality_id = :municipality_id AND w.state <> 'cancelled'
      AND (w.state = 'ended' OR w.walked_at < now() - interval '24 hours')
)
SELECT h.year, t.key AS theme, t.names AS theme_names, count(*) AS walk_count,
       CAST(sum(h.participant_count) AS integer) AS walker_count, CAST(sum(h.observation_count) AS integer) AS observation_count,
       sum(h.length_m) AS length_m, count(*) FILTER (WHERE h.is_follow_up) AS follow_up_count,
       CAST(COALESCE(sum(e.answer_count), 0) AS integer) AS answer_count,
       sum(e.worth * e.answer_count) / NULLIF(sum(e.answer_count) FILTER (WHERE e.worth IS NOT NULL), 0) AS worth
FROM held AS h
LEFT JOIN theme AS t ON t.id = h.theme_id
LEFT JOIN walk_experience AS e ON e.walk_id = h.id
GROUP BY h.year, t.key, t.names, t.sort_order
ORDER BY h.year DESC, t.sort_order NULLS LAST
