DO $$
DECLARE
    membership CONSTANT text := rtrim(pg_get_viewdef('public_api.membership', TRUE), E'; \n');
    activity CONSTANT text := rtrim(pg_get_viewdef('public_api.activity', TRUE), E'; \n');
    seen CONSTANT text := regexp_replace(membership, '\s+AND \(m\.subject_kind::text <> ''observation''.*$', '');
    happened CONSTANT text := regexp_replace(activity, '\s+UNION ALL\s+SELECT ''walk_observed''.*$', '');
BEGIN
    ASSERT seen <> membership AND happened <> activity;
    EXECUTE 'CREATE OR REPLACE VIEW public_api.membership AS ' || seen;
    EXECUTE 'CREATE OR REPLACE VIEW public_api.activity AS '
        || replace(happened, ' AND w.state::text <> ''cancelled''::text', '');
END $$;

DROP VIEW public_api.walk_experience, public_api.walk_role, public_api.walk_coverage, public_api.observation_check;
DROP TABLE service.walk_experience, service.observation_check, service.walk_passage;

-- A view cannot lose columns: it is taken away with those that build on it, and all are put up again.
DO $$
DECLARE
    later record;
    kept text[] := ARRAY[]::text[];
BEGIN
    FOR later IN
        WITH RECURSIVE above (view, depth) AS (
            SELECT CAST('public_api.observation' AS regclass), 0
            UNION ALL
            SELECT CAST(r.ev_class AS regclass), above.depth + 1
            FROM above
            JOIN pg_depend AS d ON d.refobjid = above.view AND d.deptype = 'n'
                               AND d.classid = CAST('pg_rewrite' AS regclass)
            JOIN pg_rewrite AS r ON r.oid = d.objid AND r.ev_class <> above.view
        )
        SELECT above.view, max(above.depth) AS depth FROM above WHERE above.depth > 0
        GROUP BY above.view ORDER BY max(above.depth)
    LOOP
        kept := kept || format('CREATE VIEW %s AS %s', later.view, pg_get_viewdef(later.view));
    END LOOP;
    DROP VIEW public_api.walk;
    DROP VIEW public_api.observation CASCADE;
    CREATE VIEW public_api.walk AS
        SELECT id, municipality_id, slug, title, theme_id, summary, walked_at, light, participant_count, follows_id,
               is_synthetic, route AS geom
        FROM service.walk;
    CREATE VIEW public_api.observation AS
        SELECT id, walk_id, number, stop_number, severity, body, wish, is_synthetic, geom FROM service.observation;
    FOR later IN SELECT unnest(kept) AS definition LOOP
        EXECUTE later.definition;
    END LOOP;
END $$;

ALTER TABLE service.observation
    DROP COLUMN client_id, DROP COLUMN walker_id, DROP COLUMN segment, DROP COLUMN placed, DROP COLUMN method,
    DROP COLUMN entered_by, DROP COLUMN visibility, DROP COLUMN language, DROP COLUMN observed_at,
    DROP COLUMN received_at;
DROP TABLE service.walker;
ALTER TABLE service.walk
    DROP COLUMN state, DROP COLUMN meeting_place, DROP COLUMN invitation, DROP COLUMN organiser,
    DROP COLUMN group_code, DROP COLUMN pair_of_id, DROP COLUMN ended_at;
