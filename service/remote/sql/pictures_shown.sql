-- Picture layers that the reader may see, in the order of the catalogue.
SELECT l.key, l.names, l.attribution, l.min_zoom, l.max_zoom, l.is_on_at_start, s.failing_since, s.has_info, l.visibility,
       s.kind IN ('wms', 'wmts') AS has_legend
FROM remote_source AS s JOIN layer AS l ON l.id = s.layer_id
WHERE s.municipality_id = :municipality_id AND s.kind IN ('wms', 'wmts', 'xyz')
ORDER BY l.sort_order, l.key
