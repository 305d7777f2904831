DROP VIEW public_api.pin_wait;
DROP VIEW public_api.pin_part;
DROP VIEW public_api.answer_promise;
DROP VIEW public_api.unit;
DROP VIEW public_api.pin_state_change;
ALTER TABLE service.pin_state_change DROP COLUMN part_state;
ALTER TABLE service.pin_state_change DROP COLUMN part_number;
CREATE VIEW public_api.pin_state_change AS
    SELECT c.id, c.pin_id, c.state, c.public_text, c.signature, c.decision_slug, c.is_synthetic,
           CAST(c.at AT TIME ZONE 'Europe/Helsinki' AS date) AS changed_on
    FROM service.pin_state_change AS c JOIN service.pin AS p ON p.id = c.pin_id
    WHERE p.visibility = 'public';
DROP TABLE service.pin_note;
DROP TABLE service.pin_part;
DROP TABLE service.answer_promise;
DROP TABLE service.unit_care;
DROP TABLE service.unit_member;
DROP TABLE service.unit;
