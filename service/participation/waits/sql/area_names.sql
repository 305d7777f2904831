SELECT a.slug, a.names, a.kind FROM area AS a
WHERE a.municipality_id = :municipality_id AND a.slug = ANY(:slugs)
