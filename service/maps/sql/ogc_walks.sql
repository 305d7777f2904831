        SELECT w.slug AS key, w.geom, CAST(w.walked_at AT TIME ZONE 'Europe/Helsinki' AS date) AS moment,
               t.key AS theme,
               jsonb_build_object(
                   'slug', w.slug, 'title', w.title, 'theme', t.key, 'summary', w.summary,
                   'walked_at', w.walked_at, 'light', w.light, 'participant_count', w.participant_count,
                   'is_synthetic', w.is_synthetic) AS properties
        FROM walk AS w LEFT JOIN theme AS t ON t.id = w.theme_id
        WHERE w.municipality_id = CAST(:municipality AS integer)
