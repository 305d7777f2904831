-- A picture layer that the reader may see, and the copy of one of its tiles.
SELECT s.layer_id, s.keep_minutes, t.content, t.media_type, t.fetched_at,
       t.fetched_at > now() - make_interval(mins => s.keep_minutes) AS is_fresh
FROM remote_source AS s
LEFT JOIN remote_tile AS t ON t.layer_id = s.layer_id AND t.z = :z AND t.x = :x AND t.y = :y
WHERE s.municipality_id = :municipality_id AND s.key = :key AND s.kind IN ('wms', 'wmts', 'xyz')
