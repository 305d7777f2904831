DROP POLICY municipality_added ON service.web_session;
DROP POLICY municipality_changed ON service.web_session;
DROP POLICY municipality_removed ON service.web_session;
DROP POLICY municipality_read ON service.web_session;
ALTER TABLE service.web_session DISABLE ROW LEVEL SECURITY;
DROP INDEX service.ix_web_session_person_id;
ALTER TABLE service.web_session
    DROP COLUMN id, DROP COLUMN municipality_id, DROP COLUMN how, DROP COLUMN device, DROP COLUMN last_used_at;
DROP TABLE service.sign_in_attempt;
DROP TABLE service.identity;
-- The earlier form knows nobody without an address.
DELETE FROM service.person WHERE email IS NULL;
ALTER TABLE service.person ALTER COLUMN email SET NOT NULL;
