-- The layers of a municipality that the connection's search path shows, as a reader of the catalogue needs them.
SELECT l.id, l.key, l.kind, l.names, l.source, l.licence, l.attribution, l.valid_on, l.is_synthetic, l.style,
       l.changed_at, l.descriptions, l.source_url, l.licence_url, l.valid_from, l.valid_to, l.min_zoom, l.max_zoom,
       l.shown_attributes, l.is_on_at_start, l.visibility,
       EXISTS (SELECT FROM layer_feature AS f WHERE f.layer_id = l.id) AS has_features,
       -- One of them tells: a map draws dots over its names, and lines and areas under them.
       coalesce((SELECT ST_Dimension(f.geom) = 0 FROM layer_feature AS f WHERE f.layer_id = l.id LIMIT 1), false) AS has_points,
       -- Walks have a table of their own.
       l.kind = 'walks' AND EXISTS (SELECT FROM walk AS w WHERE w.municipality_id = l.municipality_id AND w.geom IS NOT NULL)
           AS has_walks
FROM layer AS l
WHERE l.municipality_id = :municipality_id
ORDER BY l.sort_order, l.key
