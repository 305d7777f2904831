-- Playgrounds of the catalogue's layer of that name.
SELECT coalesce(ST_AsMVT(feature, 'playgrounds', 4096, 'geom', 'feature_id'), '')
FROM (
    SELECT f.id AS feature_id, f.id, f.code, f.names ->> 'fi' AS name_fi, f.names ->> 'sv' AS name_sv,
           ST_AsMVTGeom(ST_Transform(ST_PointOnSurface(f.geom), {tile_srid}), {tile}, 4096, 0, true) AS geom
    FROM layer_feature AS f
    WHERE f.municipality_id = CAST(%(municipality)s AS integer) AND f.layer = 'playgrounds' AND f.geom && {window}
      AND {inside:ST_PointOnSurface(f.geom)}
    ORDER BY f.id
    LIMIT 2000
) AS feature
WHERE feature.geom IS NOT NULL
