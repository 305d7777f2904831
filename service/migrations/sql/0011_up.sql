-- Rows of one municipality behind a wall that the permission function cannot forget. A request's transaction
-- names the municipality that it is for; background work and commands reach all of them and say so.
-- An unnamed one reaches nothing.
CREATE FUNCTION service.reaches(municipality_id integer) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT current_setting('aluekartta.municipality', TRUE) IN ('all', CAST(municipality_id AS text))
$$;

-- Called again by each revision that adds a table with a municipality; it leaves alone what has its wall.
-- Reads of tables with a geometry stay open to the service's role: the database may not use a spatial index
-- below a policy, because PostGIS's operators are not marked leakproof, and every window would read the table.
-- What the public reads of them goes through public_api, which names the municipality.
CREATE FUNCTION service.wall_in() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one record;
    reach CONSTANT text := '(service.reaches(municipality_id))';
BEGIN
    FOR one IN
        SELECT c.oid, CAST(CAST(c.oid AS regclass) AS text) AS name,
               EXISTS (SELECT FROM pg_attribute AS g
                       WHERE g.attrelid = c.oid AND g.atttypid = to_regtype('public.geometry')
                         AND NOT g.attisdropped) AS has_geometry
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        JOIN pg_attribute AS a ON a.attrelid = c.oid
        WHERE n.nspname IN ('boundaries', 'layers', 'service') AND c.relkind = 'r' AND NOT c.relrowsecurity
          AND a.attname = 'municipality_id' AND a.attnotnull
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', one.name);
        EXECUTE format('CREATE POLICY municipality_added ON %s FOR INSERT TO aluekartta_service WITH CHECK %s',
                       one.name, reach);
        EXECUTE format('CREATE POLICY municipality_changed ON %s FOR UPDATE TO aluekartta_service USING %s',
                       one.name, reach);
        EXECUTE format('CREATE POLICY municipality_removed ON %s FOR DELETE TO aluekartta_service USING %s',
                       one.name, reach);
        EXECUTE format('CREATE POLICY municipality_read ON %s FOR SELECT TO aluekartta_service USING (%s)',
                       one.name, CASE WHEN one.has_geometry THEN 'TRUE' ELSE reach END);
    END LOOP;
END $$;

SELECT service.wall_in();
