CREATE OR REPLACE VIEW public_api.comment AS
    SELECT id, municipality_id, subject_kind, subject_id, parent_id, body, language, author_name, staff_title,
           is_synthetic, CAST(created_at AT TIME ZONE 'Europe/Helsinki' AS date) AS created_on,
           row_number() OVER (PARTITION BY municipality_id, subject_kind, subject_id ORDER BY created_at, id) AS position
    FROM service.comment WHERE visibility = 'public';
