-- Proposals that anyone may see, of whatever kind of geometry, with a label point each.
WITH found AS MATERIALIZED (
    SELECT p.slug, p.title, p.state, p.geom
    FROM proposal AS p
    WHERE p.municipality_id = CAST(%(municipality)s AS integer) AND p.geom && {window}
    ORDER BY p.slug
    LIMIT 2000
)
SELECT coalesce((
    SELECT ST_AsMVT(feature, 'proposals', 4096, 'geom')
    FROM (
        SELECT f.slug, f.title, f.state, {shape:f.geom} AS geom FROM found AS f
    ) AS feature WHERE feature.geom IS NOT NULL
), '') || coalesce((
    SELECT ST_AsMVT(feature, 'proposals_labels', 4096, 'geom')
    FROM (
        SELECT l.slug, l.title, l.state,
               ST_AsMVTGeom(ST_Transform(l.point, {tile_srid}), {tile}, 4096, 0, true) AS geom
        FROM (SELECT f.*, ST_PointOnSurface(f.geom) AS point FROM found AS f) AS l
        -- Names of streets and blocks begin where a tile is some kilometres wide.
        WHERE CAST(%(metres_per_px)s AS float8) < 16 AND {inside:l.point}
    ) AS feature WHERE feature.geom IS NOT NULL
), '')
