-- The quiet map below everything: several layers in one tile, drawn in one statement.
-- Shapes are thinned to half a pixel; what is smaller than two pixels each way is left out.
SELECT coalesce((
    SELECT ST_AsMVT(feature, 'municipality', 4096, 'geom', 'feature_id')
    FROM (
        SELECT m.id AS feature_id, m.names ->> 'fi' AS name_fi, m.names ->> 'sv' AS name_sv, {shape:m.geom} AS geom
        FROM municipality AS m
        WHERE m.id = CAST(%(municipality)s AS integer) AND m.geom && {window}
    ) AS feature WHERE feature.geom IS NOT NULL
), '') || coalesce((
    SELECT ST_AsMVT(feature, 'water', 4096, 'geom', 'feature_id')
    FROM (
        SELECT f.id AS feature_id, f.names ->> 'fi' AS name_fi, f.names ->> 'sv' AS name_sv, {shape:f.geom} AS geom
        FROM layer_feature AS f
        WHERE f.municipality_id = CAST(%(municipality)s AS integer) AND f.layer = 'water' AND f.geom && {window}
          AND {seen:f.geom}
        ORDER BY f.id
    ) AS feature WHERE feature.geom IS NOT NULL
), '') || coalesce((
    SELECT ST_AsMVT(feature, 'urban_zones', 4096, 'geom', 'feature_id')
    FROM (
        SELECT f.id AS feature_id, f.names ->> 'fi' AS name_fi, f.names ->> 'sv' AS name_sv, f.code AS zone,
               {shape:f.geom} AS geom
        FROM layer_feature AS f
        WHERE f.municipality_id = CAST(%(municipality)s AS integer) AND f.layer = 'urban_zones'
          AND f.geom && {window} AND {seen:f.geom}
        ORDER BY f.id
    ) AS feature WHERE feature.geom IS NOT NULL
), '') || coalesce((
    SELECT ST_AsMVT(feature, 'postal_areas', 4096, 'geom', 'feature_id')
    FROM (
        SELECT a.id AS feature_id, a.names ->> 'fi' AS name_fi, a.names ->> 'sv' AS name_sv, a.slug, a.code,
               {shape:a.geom} AS geom
        FROM area AS a
        WHERE a.municipality_id = CAST(%(municipality)s AS integer) AND a.kind = 'postal' AND a.geom && {window}
          AND {seen:a.geom}
        ORDER BY a.id
    ) AS feature WHERE feature.geom IS NOT NULL
), '') || coalesce((
    SELECT ST_AsMVT(feature, 'places', 4096, 'geom', 'feature_id')
    FROM (
        -- Few names on an overview: one more rank for each two zooms from 16 metres a pixel on.
        SELECT p.id AS feature_id, p.names ->> 'fi' AS name_fi, p.names ->> 'sv' AS name_sv, p.kind, p.rank,
               ST_AsMVTGeom(ST_Transform(p.geom, {tile_srid}), {tile}, 4096, 0, true) AS geom
        FROM place AS p
        WHERE p.municipality_id = CAST(%(municipality)s AS integer) AND p.geom && {window}
          AND {inside:p.geom}
          AND p.rank <= greatest(1, CAST(%(zoom)s AS integer) / 2 - 2)
        ORDER BY p.rank, p.id
        LIMIT 500
    ) AS feature WHERE feature.geom IS NOT NULL
), '')
