-- As pins_of_area where many pins lie inside: walks from the newest pin on and asks of each whether it is inside,
-- which a few answer soon; gathering all of them to sort them would take longer the more there are.
SELECT p.reference, p.title, p.body, p.theme, p.state, p.language, p.support_count, p.comment_count, p.is_synthetic,
       p.created_on
FROM pin AS p
WHERE p.municipality_id = (SELECT a.municipality_id FROM area AS a WHERE a.version_id = :version_id)
  AND (SELECT TRUE FROM membership AS m
       WHERE m.subject_kind = 'pin' AND m.subject_id = p.id AND m.area_version_id = :version_id LIMIT 1)
ORDER BY p.created_on DESC, p.reference DESC
LIMIT :limit
