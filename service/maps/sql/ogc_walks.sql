        SELECT w.slug AS key, w.geom, CAST(w.walked_at AT TIME ZONE 'Europe/Helsinki' AS date) AS moment, w.slug,
               w.title, t.key AS theme, w.summary, w.walked_at, w.light, w.participant_count, w.is_synthetic
        FROM walk AS w LEFT JOIN theme AS t ON t.id = w.theme_id
        WHERE w.municipality_id = CAST(:municipality AS integer)
