-- What lies in which area is noted with each idea that comes in, many rows at once in the middle of a town, so each
-- must be cheap: no number of its own, and no foreign key, which would look up and lock the boundary once for each
-- row. The two keys that are asked for stay: by thing and by boundary.
ALTER TABLE boundaries.membership
    DROP CONSTRAINT fk_membership_area_version_id,
    DROP CONSTRAINT pk_membership,
    DROP CONSTRAINT uq_membership_subject_kind_subject_id_area_version_id,
    DROP COLUMN id,
    ADD CONSTRAINT pk_membership PRIMARY KEY (subject_kind, subject_id, area_version_id);

-- In place of the foreign key: what was noted of a boundary goes with it. Who notes a place holds the lock shared,
-- so who takes a boundary away waits for them to end and finds what they noted; who comes after does not find the
-- boundary.
CREATE FUNCTION boundaries.wait_for_writers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'area' THEN
        PERFORM pg_advisory_xact_lock(7201017, OLD.municipality_id);
    ELSE
        PERFORM pg_advisory_xact_lock(7201017, a.municipality_id) FROM boundaries.area AS a WHERE a.id = OLD.area_id;
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER writers_ended BEFORE DELETE ON boundaries.area FOR EACH ROW
    EXECUTE FUNCTION boundaries.wait_for_writers();
CREATE TRIGGER writers_ended BEFORE DELETE ON boundaries.area_version FOR EACH ROW
    EXECUTE FUNCTION boundaries.wait_for_writers();
CREATE FUNCTION boundaries.forget_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM boundaries.membership WHERE area_version_id = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER contents_forgotten AFTER DELETE ON boundaries.area_version FOR EACH ROW
    EXECUTE FUNCTION boundaries.forget_version();

-- A piece knows its municipality, so that a point finds its areas in one table.
ALTER TABLE boundaries.area_piece ADD COLUMN municipality_id integer
    CONSTRAINT fk_area_piece_municipality_id REFERENCES boundaries.municipality (id);
UPDATE boundaries.area_piece AS p SET municipality_id = a.municipality_id
FROM boundaries.area_version AS v JOIN boundaries.area AS a ON a.id = v.area_id WHERE v.id = p.area_version_id;
ALTER TABLE boundaries.area_piece ALTER COLUMN municipality_id SET NOT NULL;
CREATE FUNCTION boundaries.own_home() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT a.municipality_id INTO NEW.municipality_id
    FROM boundaries.area_version AS v JOIN boundaries.area AS a ON a.id = v.area_id WHERE v.id = NEW.area_version_id;
    RETURN NEW;
END $$;
CREATE TRIGGER own_home BEFORE INSERT ON boundaries.area_piece FOR EACH ROW EXECUTE FUNCTION boundaries.own_home();
SELECT service.wall_in();

-- As note_point, of a thing of which nothing was noted before. A plan for any place: left to itself the server would
-- plan each place anew, which takes as long as finding its areas.
CREATE FUNCTION boundaries.note_new_point(
    given_kind text, given_id uuid, home integer, shown geometry, unshown geometry, named_area integer
) RETURNS integer LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    noted integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7201017, home);
    IF shown IS NOT NULL AND named_area IS NULL THEN
        INSERT INTO boundaries.membership (subject_kind, subject_id, area_version_id)
        SELECT DISTINCT given_kind, given_id, p.area_version_id
        FROM boundaries.area_piece AS p
        WHERE p.municipality_id = home AND ST_Intersects(p.geom, shown);
        GET DIAGNOSTICS noted = ROW_COUNT;
    ELSIF coalesce(shown, unshown) IS NOT NULL OR named_area IS NOT NULL THEN
        INSERT INTO boundaries.membership (subject_kind, subject_id, area_version_id)
        SELECT given_kind, given_id, p.area_version_id
        FROM boundaries.area_piece AS p
        JOIN boundaries.area_version AS v ON v.id = p.area_version_id
        JOIN boundaries.area AS a ON a.id = v.area_id
        WHERE p.municipality_id = home AND ST_Intersects(p.geom, coalesce(shown, unshown))
          AND (shown IS NOT NULL OR a.kind = ANY (boundaries.official_kinds()))
        UNION
        SELECT given_kind, given_id, v.id
        FROM boundaries.area_version AS v JOIN boundaries.area AS a ON a.id = v.area_id
        WHERE v.area_id = named_area AND v.valid_to IS NULL AND a.municipality_id = home;
        GET DIAGNOSTICS noted = ROW_COUNT;
    END IF;
    RETURN noted;
END $$;

CREATE OR REPLACE FUNCTION boundaries.note_point(
    given_kind text, given_id uuid, home integer, shown geometry, unshown geometry, named_area integer
) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
    PERFORM boundaries.hold_boundaries(home);
    DELETE FROM boundaries.membership WHERE subject_kind = given_kind AND subject_id = given_id;
    RETURN boundaries.note_new_point(given_kind, given_id, home, shown, unshown, named_area);
END $$;

CREATE FUNCTION service.note_new_pin_areas() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM boundaries.note_new_point(
        'pin', NEW.id, NEW.municipality_id, NEW.public_geom,
        CASE WHEN NEW.public_geom IS NULL THEN NEW.geom END, NEW.named_area_id);
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER areas_noted AFTER INSERT ON service.pin FOR EACH ROW
    WHEN (NEW.geom IS NOT NULL OR NEW.named_area_id IS NOT NULL)
    EXECUTE FUNCTION service.note_new_pin_areas();
