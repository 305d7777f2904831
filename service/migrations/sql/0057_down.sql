ALTER TABLE layers.remote_source
    DROP COLUMN asked_at,
    DROP COLUMN tried_at,
    DROP COLUMN feature_count,
    DROP COLUMN held_count,
    DROP COLUMN report;
