DO $$
DECLARE
    activity CONSTANT text := rtrim(pg_get_viewdef('public_api.activity', TRUE), E'; \n');
    steps_at CONSTANT integer := strpos(activity, '''theme_step''::text');
BEGIN
    ASSERT steps_at > 0;
    EXECUTE 'CREATE OR REPLACE VIEW public_api.activity AS '
        || regexp_replace(left(activity, steps_at - 1), 'UNION ALL\s+SELECT\s*$', '');
END $$;
DROP VIEW public_api.theme_step_change;
DROP VIEW public_api.theme_step;
DROP VIEW public_api.theme_owner;
DROP TABLE service.theme_step_change;
DROP TABLE service.theme_step;
DROP TABLE service.theme_owner;
-- What was said below a theme and who followed it has no page any more.
DELETE FROM service.comment WHERE subject_kind = 'theme';
