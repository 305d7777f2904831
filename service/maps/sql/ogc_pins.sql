        SELECT p.reference AS key, p.geom, p.created_on AS moment, p.theme, p.state, p.kind,
               jsonb_build_object(
                   'reference', p.reference, 'kind', p.kind, 'theme', p.theme, 'title', p.title, 'body', p.body,
                   'language', p.language, 'state', p.state, 'precision', p.precision,
                   'support_count', p.support_count, 'comment_count', p.comment_count,
                   'created_on', p.created_on, 'is_synthetic', p.is_synthetic) AS properties
        FROM pin AS p
        WHERE p.municipality_id = CAST(:municipality AS integer)
