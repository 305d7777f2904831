-- Forget changes older than an hour, and say from which transaction on the log is complete. On another server
-- than the log's (a restored backup) its numbers mean nothing: all go, and it begins anew there.
WITH here AS MATERIALIZED (
    SELECT c.system_identifier AS server, m.server <> c.system_identifier AS is_new
    FROM pg_control_system() AS c CROSS JOIN service.pin_change_mark AS m
), gone AS (
    DELETE FROM service.pin_change AS c USING here
    WHERE here.is_new OR c.at < now() - CAST(:kept AS interval)
    RETURNING c.transaction
), counted AS MATERIALIZED (
    SELECT count(*) AS trimmed, max(transaction) AS last FROM gone
)
UPDATE service.pin_change_mark AS m
SET server = here.server,
    complete_since = CASE WHEN here.is_new
        THEN CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)
        ELSE GREATEST(m.complete_since, counted.last + 1) END
FROM here, counted
WHERE here.is_new OR counted.trimmed > 0
RETURNING counted.trimmed
