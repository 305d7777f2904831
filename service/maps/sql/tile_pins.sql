-- Pins of a high zoom, each by itself; where a tile holds more than a screen can show, by cell as the pyramid
-- does. The window's west and north edges belong to the tile, its east and south edges to the next, so that
-- each pin is in one tile.
WITH found AS MATERIALIZED (
    SELECT p.id, p.reference, p.theme, p.state, p.kind, p.campaign, p.geom
    FROM pin AS p
    WHERE p.geom && {window}
      AND p.municipality_id = CAST(%(municipality)s AS integer)
      AND {inside:p.geom}
      AND {pin:p}
), crowd AS MATERIALIZED (
    SELECT count(*) > CAST(%(most)s AS integer) AS is_crowd FROM found
)
SELECT coalesce((
    SELECT ST_AsMVT(single, 'pins', 4096, 'geom')
    FROM (
        SELECT CAST(f.id AS text) AS id, f.reference, f.theme, f.state, f.kind, f.campaign, 1 AS count,
               ST_AsMVTGeom(ST_Transform(f.geom, {tile_srid}), {tile}, 4096, CAST(%(buffer)s AS integer), true) AS geom
        FROM found AS f WHERE NOT (SELECT is_crowd FROM crowd)
        ORDER BY f.reference
    ) AS single
    WHERE single.geom IS NOT NULL
), '') || coalesce((
    SELECT ST_AsMVT(grouped, 'pins', 4096, 'geom')
    FROM (
        -- A cell of one pin is that pin, so that it can be shown and chosen as itself.
        SELECT CASE WHEN count(*) = 1 THEN min(CAST(f.id AS text)) END AS id,
               CASE WHEN count(*) = 1 THEN min(f.reference) END AS reference,
               CASE WHEN count(*) = 1 THEN min(f.theme) END AS theme,
               CASE WHEN count(*) = 1 THEN min(f.state) END AS state,
               CASE WHEN count(*) = 1 THEN min(f.kind) END AS kind,
               CASE WHEN count(*) = 1 THEN min(f.campaign) END AS campaign,
               CAST(count(*) AS integer) AS count, ST_AsMVTGeom(
            ST_Transform(ST_SetSRID(ST_MakePoint(avg(ST_X(f.geom)), avg(ST_Y(f.geom))), {srid}), {tile_srid}),
            {tile}, 4096, CAST(%(buffer)s AS integer), true) AS geom
        FROM found AS f WHERE (SELECT is_crowd FROM crowd)
        GROUP BY floor((ST_X(f.geom) - CAST(%(origin_x)s AS float8)) / CAST(%(side)s AS float8)),
                 floor((CAST(%(origin_y)s AS float8) - ST_Y(f.geom)) / CAST(%(side)s AS float8))
    ) AS grouped
    WHERE grouped.geom IS NOT NULL
), '') || coalesce((
    -- Lines and areas that were drawn with an idea, close enough to tell them apart.
    SELECT ST_AsMVT(drawn, 'pin_shapes', 4096, 'geom')
    FROM (
        SELECT p.reference, p.theme, p.state, p.kind, p.campaign, {shape:s.geom} AS geom
        FROM pin_shape AS s JOIN pin AS p ON p.id = s.pin_id
        WHERE CAST(%(metres_per_px)s AS float8) <= 16 AND s.geom && {window}
          AND s.municipality_id = CAST(%(municipality)s AS integer) AND {pin:p}
        ORDER BY p.reference
        LIMIT 1000
    ) AS drawn
    WHERE drawn.geom IS NOT NULL
), '')
