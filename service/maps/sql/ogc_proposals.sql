        SELECT p.slug AS key, p.geom, p.created_on AS moment, p.state,
               jsonb_build_object(
                   'slug', p.slug, 'title', p.title, 'summary', p.summary, 'state', p.state, 'version', p.version,
                   'created_on', p.created_on, 'is_synthetic', p.is_synthetic) AS properties
        FROM proposal AS p
        WHERE p.municipality_id = CAST(:municipality AS integer)
