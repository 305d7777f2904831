-- A view loses columns only by being made anew; nothing else stands on it.
DROP VIEW public_api.comment;
CREATE VIEW public_api.comment AS
    SELECT c.id, c.municipality_id, c.subject_kind, c.subject_id, c.parent_id, c.body, c.language, c.author_name,
           c.staff_title, c.is_synthetic, CAST(c.created_at AT TIME ZONE 'Europe/Helsinki' AS date) AS created_on,
           row_number() OVER (PARTITION BY c.municipality_id, c.subject_kind, c.subject_id
                              ORDER BY c.created_at, c.id) AS position
    FROM service.comment AS c
    WHERE c.visibility = 'public' AND CASE WHEN c.subject_kind = 'pin' THEN EXISTS (
        SELECT FROM service.pin AS p WHERE p.id = CAST(c.subject_id AS uuid) AND p.visibility = 'public')
        ELSE true END;
ALTER TABLE service.comment DROP COLUMN board_area_id;
