-- The board, panel or table for which a comment was written: a mark beside the name, not an official's.
ALTER TABLE service.comment ADD COLUMN board_area_id integer
    CONSTRAINT fk_comment_board_area_id_area REFERENCES boundaries.area (id) ON DELETE SET NULL;

CREATE OR REPLACE VIEW public_api.comment AS
    SELECT c.id, c.municipality_id, c.subject_kind, c.subject_id, c.parent_id, c.body, c.language, c.author_name,
           c.staff_title, c.is_synthetic, CAST(c.created_at AT TIME ZONE 'Europe/Helsinki' AS date) AS created_on,
           row_number() OVER (PARTITION BY c.municipality_id, c.subject_kind, c.subject_id
                              ORDER BY c.created_at, c.id) AS position,
           (SELECT coalesce(b.names, a.names) FROM boundaries.area AS a
            LEFT JOIN boundaries.area_body AS b ON b.area_id = a.id
            WHERE a.id = c.board_area_id AND a.state = 'published') AS board_names
    FROM service.comment AS c
    WHERE c.visibility = 'public' AND CASE WHEN c.subject_kind = 'pin' THEN EXISTS (
        SELECT FROM service.pin AS p WHERE p.id = CAST(c.subject_id AS uuid) AND p.visibility = 'public')
        ELSE true END;
