-- What was written down last from one source.
SELECT p.reference, p.title, p.body, p.language, p.visibility, p.waits_for, t.names AS theme_names,
       p.state = 'received' AND p.visibility IN ('public', 'pending') AND o.entered_by IS NOT NULL AS can_take_back
FROM service.pin_source AS o
JOIN service.pin AS p ON p.id = o.pin_id
JOIN service.theme AS t ON t.id = p.theme_id
WHERE o.municipality_id = :municipality_id AND o.source_id = :source_id
ORDER BY p.created_at DESC, p.reference DESC
LIMIT :limit
