DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT schemaname, tablename, policyname FROM pg_policies WHERE policyname LIKE 'municipality\_%' LOOP
        EXECUTE format('DROP POLICY %I ON %I.%I', one.policyname, one.schemaname, one.tablename);
        EXECUTE format('ALTER TABLE %I.%I DISABLE ROW LEVEL SECURITY', one.schemaname, one.tablename);
    END LOOP;
END $$;
DROP FUNCTION service.wall_in();
DROP FUNCTION service.reaches(integer);
