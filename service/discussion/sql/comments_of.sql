-- Comments of one subject, oldest first; answers carry their parent.
SELECT c.id, c.parent_id, c.body, c.language, c.author_name, c.staff_title, c.is_synthetic, c.created_on,
       c.board_names
FROM comment AS c
WHERE c.municipality_id = :municipality_id AND c.subject_kind = :kind AND c.subject_id = :id
ORDER BY c.created_on, c.position
