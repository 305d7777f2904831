DROP VIEW public_api.pin;
CREATE VIEW public_api.pin AS
    SELECT p.id, p.municipality_id, p.reference, p.kind, p.theme_id, t.key AS theme, p.title, p.body,
           p.language, p.state, p.precision, p.support_count, p.comment_count, p.is_synthetic,
           CAST(p.created_at AT TIME ZONE 'Europe/Helsinki' AS date) AS created_on,
           p.search, p.public_geom AS geom
    FROM service.pin AS p JOIN service.theme AS t ON t.id = p.theme_id
    WHERE p.visibility = 'public';
GRANT SELECT ON public_api.pin TO aluekartta_service, aluekartta_public;
DROP VIEW public_api.campaign;
DROP TRIGGER campaign_given ON service.pin;
DROP FUNCTION service.give_campaign();

-- A municipality whose default campaign looked before publication goes on doing so.
UPDATE boundaries.municipality AS m SET settings = m.settings || '{"pins_are_premoderated": true}'
FROM service.campaign AS c WHERE c.municipality_id = m.id AND c.is_default AND c.is_premoderated;
DROP TRIGGER default_campaign ON boundaries.municipality;
DROP FUNCTION service.add_default_campaign();

ALTER TABLE service.pin DROP COLUMN campaign_id, DROP COLUMN is_solution, DROP CONSTRAINT ck_pin_kind;
-- Kinds that a campaign defined have no word in the older code.
UPDATE service.pin SET kind = 'idea' WHERE kind NOT IN ('idea', 'observation', 'problem', 'thanks');
ALTER TABLE service.pin
    ADD CONSTRAINT ck_pin_kind CHECK (kind IN ('idea', 'observation', 'problem', 'thanks'));
DROP TABLE service.campaign;
