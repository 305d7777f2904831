-- Pins of a low zoom: the pyramid's cells and what happened since they were rolled up, added by cell.
-- The window is given as cell numbers and as a box in metres, so that both indexes are used as they stand.
WITH cells AS (
    SELECT c.cell_x, c.cell_y, c.pin_count, c.sum_x, c.sum_y
    FROM pin_pyramid_cell AS c
    WHERE c.municipality_id = CAST(%(municipality)s AS integer) AND c.zoom = CAST(%(zoom)s AS integer)
      AND c.cell_x BETWEEN CAST(%(first_x)s AS integer) AND CAST(%(last_x)s AS integer)
      AND c.cell_y BETWEEN CAST(%(first_y)s AS integer) AND CAST(%(last_y)s AS integer)
      AND {cell:c}
    UNION ALL
    SELECT CAST(floor((ST_X(d.geom) - CAST(%(origin_x)s AS float8)) / CAST(%(side)s AS float8)) AS integer),
           CAST(floor((CAST(%(origin_y)s AS float8) - ST_Y(d.geom)) / CAST(%(side)s AS float8)) AS integer),
           d.change, d.change * ST_X(d.geom), d.change * ST_Y(d.geom)
    FROM pin_pyramid_delta AS d
    WHERE d.municipality_id = CAST(%(municipality)s AS integer)
      AND d.geom && {cells}
      AND {cell:d}
), summed AS (
    SELECT cell_x, cell_y, CAST(sum(pin_count) AS integer) AS count, sum(sum_x) AS sum_x, sum(sum_y) AS sum_y
    FROM cells
    WHERE cell_x BETWEEN CAST(%(first_x)s AS integer) AND CAST(%(last_x)s AS integer)
      AND cell_y BETWEEN CAST(%(first_y)s AS integer) AND CAST(%(last_y)s AS integer)
    GROUP BY cell_x, cell_y
    HAVING sum(pin_count) > 0
    ORDER BY cell_x, cell_y
)
SELECT coalesce(ST_AsMVT(feature, 'pins', 4096, 'geom'), '')
FROM (
    -- A cell of one pin is that pin: it is found by its very place, so that it can be shown and chosen as itself.
    SELECT alone.id, alone.reference, alone.theme, alone.state, alone.kind, alone.campaign, count, ST_AsMVTGeom(
        ST_Transform(ST_SetSRID(ST_MakePoint(sum_x / count, sum_y / count), {srid}), {tile_srid}), {tile}, 4096,
        CAST(%(buffer)s AS integer), true) AS geom
    FROM summed LEFT JOIN LATERAL (
        SELECT CAST(p.id AS text) AS id, p.reference, p.theme, p.state, p.kind, p.campaign
        FROM pin AS p
        WHERE summed.count = 1 AND p.municipality_id = CAST(%(municipality)s AS integer)
          AND p.geom && ST_Expand(ST_SetSRID(ST_MakePoint(summed.sum_x, summed.sum_y), {srid}), 0.01)
        ORDER BY p.reference LIMIT 1
    ) AS alone ON true
) AS feature
WHERE feature.geom IS NOT NULL
