-- Features of other services: when they were asked for and tried, what became of them, and a harvest that waits for a word.
ALTER TABLE layers.remote_source
    ADD COLUMN asked_at timestamptz,
    ADD COLUMN tried_at timestamptz,
    ADD COLUMN feature_count integer,
    ADD COLUMN held_count integer,
    ADD COLUMN report jsonb DEFAULT '{}' NOT NULL;
