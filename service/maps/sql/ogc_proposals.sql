        SELECT p.slug AS key, p.geom, p.created_on AS moment, p.slug, p.title, p.summary, p.state, p.version,
               p.created_on, p.is_synthetic
        FROM proposal AS p
        WHERE p.municipality_id = CAST(:municipality AS integer)
