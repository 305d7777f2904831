SELECT l.target_kind, l.target_slug, l.target_title, l.relation, l.reason
FROM answer_link AS l
WHERE l.change_id = :change_id
ORDER BY l.id
