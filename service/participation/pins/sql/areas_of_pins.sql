-- All pins of a page at once, so that a list of any length costs one query.
SELECT m.subject_id AS pin_id, a.slug, a.names, a.kind
FROM membership AS m JOIN area AS a ON a.version_id = m.area_version_id
WHERE m.subject_kind = 'pin' AND m.subject_id = ANY(:pin_ids)
ORDER BY a.kind = 'postal' DESC, a.area_m2, a.slug
