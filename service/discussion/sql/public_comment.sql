-- A public comment and what it stands below.
SELECT id, subject_kind, subject_id, body FROM comment WHERE id = :comment_id AND municipality_id = :municipality_id
