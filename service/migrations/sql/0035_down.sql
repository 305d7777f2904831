DROP VIEW public_api.answer_link;
DROP VIEW public_api.pin_state_change;
ALTER TABLE service.pin_state_change ADD COLUMN decision_slug varchar;
UPDATE service.pin_state_change AS c SET decision_slug = (
    SELECT d.slug FROM service.answer_link AS l JOIN service.decision AS d ON d.id = l.decision_id
    WHERE l.change_id = c.id AND l.relation = 'used' ORDER BY l.id LIMIT 1);
CREATE VIEW public_api.pin_state_change AS
    SELECT c.id, c.pin_id, c.state, c.public_text, c.signature, c.decision_slug, c.is_synthetic,
           CAST(c.at AT TIME ZONE 'Europe/Helsinki' AS date) AS changed_on, c.part_number, c.part_state
    FROM service.pin_state_change AS c JOIN service.pin AS p ON p.id = c.pin_id
    WHERE p.visibility = 'public';
DROP TABLE service.answer_link;
