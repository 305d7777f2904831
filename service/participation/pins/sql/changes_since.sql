-- What became visible since an earlier snapshot (none when it is NULL), and this statement's own snapshot, in
-- one look at the database. Transactions may commit out of order: one that was running then is asked for by
-- name. There is always one row; `is_known` tells whether the log answers for the whole time in between.
SELECT CAST(pg_current_snapshot() AS text) AS snapshot,
       CAST(s.system_identifier AS text) || '/' || CAST(d.oid AS text) AS place,
       m.server = s.system_identifier AND NOT pg_is_in_recovery()
           AND (CAST(:snapshot AS text) IS NULL
                OR CAST(CAST(pg_snapshot_xmin(CAST(:snapshot AS pg_snapshot)) AS text) AS bigint) >= m.complete_since)
           AS is_known,
       c.change, c.theme_id, c.kind, c.state, c.x, c.y
FROM pin_change_mark AS m
CROSS JOIN pg_control_system() AS s
JOIN pg_database AS d ON d.datname = current_database()
LEFT JOIN LATERAL (
    SELECT change, theme_id, kind, state, x, y
    FROM pin_change
    WHERE municipality_id = :municipality_id
      AND transaction >= CAST(CAST(pg_snapshot_xmin(CAST(:snapshot AS pg_snapshot)) AS text) AS bigint)
      AND NOT pg_visible_in_snapshot(CAST(CAST(transaction AS text) AS xid8), CAST(:snapshot AS pg_snapshot))
    LIMIT :most
) AS c ON TRUE
