-- Proposals that anyone may see, of whatever kind of geometry.
SELECT coalesce(ST_AsMVT(feature, 'proposals', 4096, 'geom'), '')
FROM (
    SELECT p.slug, p.title, p.state, {shape:p.geom} AS geom
    FROM proposal AS p
    WHERE p.municipality_id = CAST(%(municipality)s AS integer) AND p.geom && {window}
    ORDER BY p.slug
    LIMIT 2000
) AS feature
WHERE feature.geom IS NOT NULL
