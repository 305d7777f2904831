-- Units of plans; from 16 metres a pixel on the plan's outline stands for units too small to see.
WITH units AS MATERIALIZED (
    SELECT u.id, u.letter, u.number, u.land_use, u.plan_names ->> 'fi' AS plan_fi, u.plan_names ->> 'sv' AS plan_sv,
           u.plan_kind, u.life_cycle_status AS state, u.area_m2, u.geom
    FROM zoning_unit AS u
    WHERE CAST(%(metres_per_px)s AS float8) < 16
      AND u.municipality_id = CAST(%(municipality)s AS integer) AND u.geom && {window}
      AND u.area_m2 >= 4 * CAST(%(metres_per_px)s AS float8) ^ 2
)
SELECT coalesce((
    SELECT ST_AsMVT(feature, 'zoning', 4096, 'geom', 'feature_id')
    FROM (
        SELECT u.id AS feature_id, u.id AS unit, u.letter, u.number, u.land_use, u.plan_fi, u.plan_sv, u.plan_kind,
               u.state, 'unit' AS part, {shape:u.geom} AS geom
        FROM units AS u
        UNION ALL
        SELECT p.id, CAST(NULL AS integer), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text),
               p.names ->> 'fi', p.names ->> 'sv', p.plan_kind, p.life_cycle_status, 'plan', {shape:p.geom}
        FROM zoning_plan AS p
        WHERE CAST(%(metres_per_px)s AS float8) >= 16
          AND p.municipality_id = CAST(%(municipality)s AS integer) AND p.geom && {window} AND {seen:p.geom}
        ORDER BY feature_id
    ) AS feature WHERE feature.geom IS NOT NULL
), '') || coalesce((
    SELECT ST_AsMVT(feature, 'zoning_labels', 4096, 'geom', 'feature_id')
    FROM (
        SELECT l.id AS feature_id, l.id AS unit, l.letter, l.number, l.land_use, l.plan_fi, l.plan_sv, l.plan_kind,
               l.state, 'unit' AS part,
               ST_AsMVTGeom(ST_Transform(l.point, {tile_srid}), {tile}, 4096, 0, true) AS geom
        FROM (
            SELECT u.*, ST_PointOnSurface(u.geom) AS point
            FROM units AS u
            -- A letter needs about 20 by 20 pixels, and streets nearer than 2 metres a pixel.
            WHERE CAST(%(metres_per_px)s AS float8) < 2
              AND u.area_m2 >= 400 * CAST(%(metres_per_px)s AS float8) ^ 2
        ) AS l
        WHERE {inside:l.point}
        ORDER BY l.id
    ) AS feature WHERE feature.geom IS NOT NULL
), '')
