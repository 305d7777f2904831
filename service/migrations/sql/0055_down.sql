ALTER TABLE service.machine_key DROP COLUMN scopes, DROP COLUMN expires_at;
