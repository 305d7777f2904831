-- What the tables cannot say themselves: the metric CRS, the append-only log, the pin pyramid's deltas,
-- the views of what anyone may see, and the two roles that work here.
-- {srid} is put in by the revision, from the one module that names the CRS.

CREATE FUNCTION boundaries.metric_srid() RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT {srid}';

CREATE FUNCTION service.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON service.audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION service.refuse_change();

-- Every way in (form, API, import, demo) leaves a delta; a periodic roll-up folds them into the pyramid.
-- Never an upsert of the busy top cells inside a request.
CREATE FUNCTION service.note_pin_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was_there boolean := TG_OP <> 'INSERT' AND OLD.visibility = 'public' AND OLD.public_geom IS NOT NULL;
    is_there boolean := TG_OP <> 'DELETE' AND NEW.visibility = 'public' AND NEW.public_geom IS NOT NULL;
BEGIN
    IF was_there AND is_there AND OLD.public_geom = NEW.public_geom THEN
        RETURN NULL;
    END IF;
    IF was_there THEN
        INSERT INTO service.pin_pyramid_delta (municipality_id, change, geom)
        VALUES (OLD.municipality_id, -1, OLD.public_geom);
    END IF;
    IF is_there THEN
        INSERT INTO service.pin_pyramid_delta (municipality_id, change, geom)
        VALUES (NEW.municipality_id, 1, NEW.public_geom);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER pin_pyramid_delta AFTER INSERT OR DELETE OR UPDATE OF public_geom, visibility ON service.pin
    FOR EACH ROW EXECUTE FUNCTION service.note_pin_change();

-- What anyone may see, and nothing else. Times are rounded to the day: a pin's exact time helps to follow
-- a person.
CREATE SCHEMA public_api;

CREATE VIEW public_api.municipality AS
    SELECT id, slug, code, names, languages, centre, zoom, geom, is_demo FROM boundaries.municipality;

CREATE VIEW public_api.theme AS
    SELECT id, municipality_id, key, names, icon, colour, sort_order FROM service.theme;

CREATE VIEW public_api.pin AS
    SELECT p.id, p.municipality_id, p.reference, p.kind, p.theme_id, t.key AS theme, p.title, p.body,
           p.language, p.state, p.precision, p.support_count, p.comment_count, p.is_synthetic,
           CAST(p.created_at AT TIME ZONE 'Europe/Helsinki' AS date) AS created_on,
           p.search, p.public_geom AS geom
    FROM service.pin AS p JOIN service.theme AS t ON t.id = p.theme_id
    WHERE p.visibility = 'public';

CREATE VIEW public_api.pin_state_change AS
    SELECT c.id, c.pin_id, c.state, c.public_text, c.signature, c.decision_slug, c.is_synthetic,
           CAST(c.at AT TIME ZONE 'Europe/Helsinki' AS date) AS changed_on
    FROM service.pin_state_change AS c JOIN service.pin AS p ON p.id = c.pin_id
    WHERE p.visibility = 'public';

CREATE VIEW public_api.pin_pyramid_cell AS
    SELECT municipality_id, zoom, cell_x, cell_y, pin_count, sum_x, sum_y FROM service.pin_pyramid_cell;

CREATE VIEW public_api.pin_pyramid_delta AS
    SELECT id, municipality_id, change, geom FROM service.pin_pyramid_delta;

CREATE VIEW public_api.comment AS
    SELECT id, municipality_id, subject_kind, subject_id, parent_id, body, language, author_name, staff_title,
           is_synthetic, CAST(created_at AT TIME ZONE 'Europe/Helsinki' AS date) AS created_on,
           row_number() OVER (PARTITION BY municipality_id, subject_kind, subject_id ORDER BY created_at, id) AS position
    FROM service.comment WHERE visibility = 'public';

CREATE VIEW public_api.area AS
    SELECT a.id, a.municipality_id, a.kind, a.slug, a.code, a.names, a.description, a.is_synthetic, a.source,
           v.id AS version_id, v.number AS version, v.valid_from, v.area_m2, v.geom
    FROM boundaries.area AS a JOIN boundaries.area_version AS v ON v.area_id = a.id AND v.valid_to IS NULL
    WHERE a.state = 'published';

CREATE VIEW public_api.area_piece AS
    SELECT p.area_version_id, p.geom
    FROM boundaries.area_piece AS p
    JOIN boundaries.area_version AS v ON v.id = p.area_version_id AND v.valid_to IS NULL
    JOIN boundaries.area AS a ON a.id = v.area_id AND a.state = 'published';

CREATE VIEW public_api.membership AS
    SELECT m.subject_kind, m.subject_id, m.area_version_id, m.share
    FROM boundaries.membership AS m
    WHERE m.subject_kind <> 'pin'
       OR EXISTS (SELECT 1 FROM service.pin AS p WHERE p.id = m.subject_id AND p.visibility = 'public');

CREATE VIEW public_api.place AS
    SELECT id, municipality_id, names, kind, rank, source, geom FROM boundaries.place;

CREATE VIEW public_api.layer AS
    SELECT id, municipality_id, key, kind, names, source, licence, attribution, valid_on, is_synthetic, style,
           sort_order
    FROM layers.layer WHERE is_public;

CREATE VIEW public_api.layer_feature AS
    SELECT f.id, f.layer_id, l.municipality_id, l.key AS layer, f.code, f.names, f.properties, f.geom
    FROM layers.layer_feature AS f JOIN layers.layer AS l ON l.id = f.layer_id WHERE l.is_public;

CREATE VIEW public_api.zoning_plan AS
    SELECT id, municipality_id, plan_key, names, plan_kind, life_cycle_status, approved_on, valid_from, valid_to,
           is_synthetic, source, geom
    FROM layers.zoning_plan;

CREATE VIEW public_api.zoning_unit AS
    SELECT u.id, p.municipality_id, u.plan_id, u.number, u.letter, u.land_use, u.names, u.regulations, u.area_m2,
           p.names AS plan_names, p.plan_kind, p.life_cycle_status, p.approved_on, p.is_synthetic, u.geom
    FROM layers.zoning_unit AS u JOIN layers.zoning_plan AS p ON p.id = u.plan_id;

CREATE VIEW public_api.variable AS
    SELECT id, key, edition, names, unit, year, is_count, source FROM layers.variable;

CREATE VIEW public_api.statistic AS
    SELECT s.variable_id, s.area_id, s.state, s.value FROM layers.statistic AS s;

CREATE VIEW public_api.walk AS
    SELECT id, municipality_id, slug, title, theme_id, summary, walked_at, light, participant_count, follows_id,
           is_synthetic, route AS geom
    FROM service.walk;

CREATE VIEW public_api.walk_stop AS SELECT walk_id, number, name, geom FROM service.walk_stop;

CREATE VIEW public_api.observation AS
    SELECT id, walk_id, number, stop_number, severity, body, wish, is_synthetic, geom FROM service.observation;

CREATE VIEW public_api.proposal AS
    SELECT id, municipality_id, slug, title, summary, body, state, version, coverage, signature, is_synthetic,
           CAST(created_at AT TIME ZONE 'Europe/Helsinki' AS date) AS created_on, geom
    FROM service.proposal WHERE state IN ('open', 'closed');

CREATE VIEW public_api.decision AS
    SELECT id, municipality_id, slug, title, reason, method_card, "table", chosen,
           encode(content_hash, 'hex') AS content_hash, signature, is_synthetic, decided_at
    FROM service.decision;

-- Two roles: the service's own, which may not change the schema or the log, and the public one, which sees
-- public_api alone and cannot write. They belong to the whole server, so they may be there already.
DO $$
BEGIN
    CREATE ROLE aluekartta_service LOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$
BEGIN
    CREATE ROLE aluekartta_public LOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

GRANT USAGE ON SCHEMA boundaries, layers, service, public_api TO aluekartta_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA boundaries, layers, service TO aluekartta_service;
GRANT SELECT ON ALL TABLES IN SCHEMA public_api TO aluekartta_service;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA boundaries, layers, service TO aluekartta_service;
REVOKE UPDATE, DELETE ON service.audit_entry FROM aluekartta_service;
REVOKE INSERT, UPDATE, DELETE ON service.alembic_version FROM aluekartta_service;
ALTER DEFAULT PRIVILEGES IN SCHEMA boundaries, layers, service
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO aluekartta_service;
ALTER DEFAULT PRIVILEGES IN SCHEMA boundaries, layers, service GRANT USAGE ON SEQUENCES TO aluekartta_service;
ALTER DEFAULT PRIVILEGES IN SCHEMA public_api GRANT SELECT ON TABLES TO aluekartta_service, aluekartta_public;

GRANT USAGE ON SCHEMA public_api TO aluekartta_public;
GRANT SELECT ON ALL TABLES IN SCHEMA public_api TO aluekartta_public;
