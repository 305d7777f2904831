-- All walks of a municipality, newest first, with what was noted on each, counted by seriousness.
SELECT w.id, w.slug, w.title, w.summary, w.walked_at, w.light, w.participant_count, w.is_synthetic,
       t.key AS theme, t.names AS theme_names, t.icon AS theme_icon, t.colour AS theme_colour,
       ST_Length(w.geom) AS length_m, ST_AsBinary(w.geom) AS wkb,
       (SELECT count(*) FROM walk_stop AS s WHERE s.walk_id = w.id) AS stop_count,
       (SELECT COALESCE(jsonb_object_agg(o.severity, o.number_of), CAST('{}' AS jsonb))
          FROM (SELECT severity, count(*) AS number_of FROM observation WHERE walk_id = w.id GROUP BY severity) AS o
       ) AS severities,
       f.slug AS follows_slug, f.title AS follows_title, f.walked_at AS follows_at,
       w.state, w.ended_at, w.meeting_place, w.invitation, w.organiser, w.pair_of_id
FROM walk AS w
LEFT JOIN theme AS t ON t.id = w.theme_id
LEFT JOIN walk AS f ON f.id = w.follows_id
WHERE w.municipality_id = :municipality_id AND (CAST(:slug AS text) IS NULL OR w.slug = :slug)
ORDER BY w.walked_at DESC, w.slug
