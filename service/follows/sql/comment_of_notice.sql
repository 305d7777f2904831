-- The official's comment that a notice is of, while anyone may see it.
SELECT c.body, c.author_name, c.staff_title
FROM comment AS c
WHERE c.id = CAST(:id AS uuid) AND c.staff_title <> ''
