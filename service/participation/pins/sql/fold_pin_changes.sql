-- Take the oldest deltas and add them to the cells of every zoom from 0 to :top_zoom, in one statement, so
-- that no reader sees a pin twice or not at all.
-- Cells are found at the finest zoom alone; a parent's number is its child's, halved and rounded down.
WITH turn AS MATERIALIZED (
    SELECT pg_try_advisory_xact_lock(7201002) AS is_ours
), taken AS MATERIALIZED (
    SELECT d.id FROM service.pin_pyramid_delta AS d, turn WHERE turn.is_ours
    ORDER BY d.id LIMIT CAST(:batch AS integer)
), gone AS (
    DELETE FROM service.pin_pyramid_delta AS d USING taken WHERE d.id = taken.id
    RETURNING d.municipality_id, d.theme_id, d.state, d.change, ST_X(d.geom) AS x, ST_Y(d.geom) AS y
), finest AS MATERIALIZED (
    SELECT municipality_id, theme_id, state,
           CAST(floor((x - CAST(:origin_x AS float8)) / (CAST(:side AS float8) / 2 ^ CAST(:top_zoom AS integer))) AS integer) AS cell_x,
           CAST(floor((CAST(:origin_y AS float8) - y) / (CAST(:side AS float8) / 2 ^ CAST(:top_zoom AS integer))) AS integer) AS cell_y,
           sum(change) AS pin_count, sum(change * x) AS sum_x, sum(change * y) AS sum_y
    FROM gone GROUP BY 1, 2, 3, 4, 5
), cells AS (
    INSERT INTO service.pin_pyramid_cell AS c
        (municipality_id, zoom, cell_x, cell_y, theme_id, state, pin_count, sum_x, sum_y)
    SELECT f.municipality_id, z.zoom, f.cell_x >> (CAST(:top_zoom AS integer) - z.zoom),
           f.cell_y >> (CAST(:top_zoom AS integer) - z.zoom), f.theme_id, f.state,
           sum(f.pin_count), sum(f.sum_x), sum(f.sum_y)
    FROM finest AS f CROSS JOIN generate_series(0, CAST(:top_zoom AS integer)) AS z (zoom)
    GROUP BY 1, 2, 3, 4, 5, 6
    -- In the key's order, so that two writers could never wait for each other.
    ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (municipality_id, zoom, cell_x, cell_y, theme_id, state) DO UPDATE
    SET pin_count = c.pin_count + excluded.pin_count,
        sum_x = c.sum_x + excluded.sum_x,
        sum_y = c.sum_y + excluded.sum_y
    RETURNING 1
)
SELECT (SELECT count(*) FROM gone) AS folded, (SELECT count(*) FROM cells) AS cells
