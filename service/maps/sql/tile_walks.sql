-- Routes of walks, and near by their stops.
SELECT coalesce((
    SELECT ST_AsMVT(feature, 'walks', 4096, 'geom')
    FROM (
        SELECT w.slug, w.title, {shape:w.geom} AS geom
        FROM walk AS w
        WHERE w.municipality_id = CAST(%(municipality)s AS integer) AND w.geom && {window}
        ORDER BY w.slug
        LIMIT 2000
    ) AS feature WHERE feature.geom IS NOT NULL
), '') || coalesce((
    SELECT ST_AsMVT(feature, 'walk_stops', 4096, 'geom')
    FROM (
        SELECT w.slug, s.name, s.number,
               ST_AsMVTGeom(ST_Transform(s.geom, {tile_srid}), {tile}, 4096, 0, true) AS geom
        FROM walk AS w JOIN walk_stop AS s ON s.walk_id = w.id
        WHERE CAST(%(metres_per_px)s AS float8) <= 4
          AND w.municipality_id = CAST(%(municipality)s AS integer) AND w.geom && {window} AND {inside:s.geom}
        ORDER BY w.slug, s.number
    ) AS feature WHERE feature.geom IS NOT NULL
), '')
