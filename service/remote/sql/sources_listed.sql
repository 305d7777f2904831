-- The layers of other services of some visibilities with how they have answered, and the copies kept of each.
SELECT l.key, l.names, l.visibility = 'public' AS is_public, l.is_synthetic, l.attribution, s.kind, s.version, s.address,
       s.name, s.style, s.epsg, s.keep_minutes, s.ok_at, s.failing_since, s.failure, s.made_at, s.info_format, s.layer_id,
       s.feature_count, s.held_count,
       (SELECT count(*) FROM layers.remote_tile AS t WHERE t.layer_id = s.layer_id AND t.z >= 0) AS copies
FROM layers.remote_source AS s JOIN layers.layer AS l ON l.id = s.layer_id
WHERE s.municipality_id = :municipality_id AND l.removed_at IS NULL AND l.visibility = ANY (:seen)
ORDER BY l.names ->> 'fi', l.key
