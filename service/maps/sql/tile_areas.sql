-- Areas with a label point each, the largest first when there are very many.
WITH found AS MATERIALIZED (
    SELECT a.id, a.slug, a.kind, a.names ->> 'fi' AS name_fi, a.names ->> 'sv' AS name_sv, a.area_m2, a.geom
    FROM area AS a
    WHERE a.municipality_id = CAST(%(municipality)s AS integer) AND a.geom && {window}
      AND a.area_m2 >= 4 * CAST(%(metres_per_px)s AS float8) ^ 2
    ORDER BY a.area_m2 DESC, a.id
    LIMIT 1500
)
SELECT coalesce((
    SELECT ST_AsMVT(feature, 'areas', 4096, 'geom', 'feature_id')
    FROM (
        SELECT f.id AS feature_id, f.slug, f.kind, f.name_fi, f.name_sv, {shape:f.geom} AS geom
        FROM found AS f
    ) AS feature WHERE feature.geom IS NOT NULL
), '') || coalesce((
    SELECT ST_AsMVT(feature, 'areas_labels', 4096, 'geom', 'feature_id')
    FROM (
        SELECT l.id AS feature_id, l.slug, l.kind, l.name_fi, l.name_sv,
               ST_AsMVTGeom(ST_Transform(l.point, {tile_srid}), {tile}, 4096, 0, true) AS geom
        FROM (
            SELECT f.id, f.slug, f.kind, f.name_fi, f.name_sv, ST_PointOnSurface(f.geom) AS point
            FROM found AS f
            -- A name needs an area of about 48 by 48 pixels.
            WHERE f.area_m2 >= 2300 * CAST(%(metres_per_px)s AS float8) ^ 2
        ) AS l
        WHERE {inside:l.point}
    ) AS feature WHERE feature.geom IS NOT NULL
), '')
