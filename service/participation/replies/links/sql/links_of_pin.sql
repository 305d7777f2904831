-- What the answers to a public input say about its use, in the order in which they stand.
SELECT l.change_id, l.target_kind, l.target_slug, l.target_title, l.relation, l.reason, l.part_number, l.linked_on,
       l.is_newest
FROM answer_link AS l
WHERE l.pin_id = :pin_id
ORDER BY l.id
