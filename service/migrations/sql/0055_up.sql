-- What a key is for, and when it ends by itself. Keys that were given before were for reports.
ALTER TABLE service.machine_key
    ADD COLUMN scopes varchar[] DEFAULT '{reports}' NOT NULL,
    ADD COLUMN expires_at timestamptz;
