-- The public ideas of an area for a file, the newest first, at the place that their authors let be shown.
SELECT p.reference, p.campaign, p.kind, p.is_solution, p.theme, p.state, p.title, p.body, p.language, p.precision, p.support_count,
       p.comment_count, p.created_on, p.is_synthetic, ST_AsBinary(p.geom) AS wkb,
       (SELECT ST_AsText(ST_Transform(s.geom, 4326), 6) FROM pin_shape AS s WHERE s.pin_id = p.id) AS shape
FROM membership AS m JOIN pin AS p ON p.id = m.subject_id
WHERE m.area_version_id = :version_id AND m.subject_kind = 'pin'
ORDER BY p.created_on DESC, p.reference DESC
LIMIT :limit
