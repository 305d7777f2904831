        SELECT p.reference AS key, p.geom, p.created_on AS moment, p.reference, p.campaign, p.kind, p.is_solution, p.theme, p.title, p.body,
               p.language, p.state, p.precision, p.support_count, p.comment_count, p.created_on, p.is_synthetic
        FROM pin AS p
        WHERE p.municipality_id = CAST(:municipality AS integer)
