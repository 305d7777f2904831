-- Which areas a thing lies in is noted by the database itself, in the transaction that writes the thing: the
-- form, the API, an import, the demo and a hand at psql go through the same few lines.

-- The area that an author named instead of a point, and why a pin waits. Observations get a key that can stand
-- beside those of pins and walks.
ALTER TABLE service.pin
    ADD COLUMN named_area_id integer CONSTRAINT fk_pin_named_area_id REFERENCES boundaries.area (id) ON DELETE SET NULL,
    ADD COLUMN waits_for varchar DEFAULT '' NOT NULL,
    ADD CONSTRAINT ck_pin_waits_for CHECK (waits_for IN ('', 'premoderation', 'machine', 'repeat', 'outside'));
CREATE INDEX ix_pin_named_area_id ON service.pin (named_area_id) WHERE named_area_id IS NOT NULL;
CREATE INDEX ix_pin_unshown_geom ON service.pin USING gist (geom) WHERE public_geom IS NULL;
CREATE INDEX ix_pin_outside ON service.pin (municipality_id, created_at DESC)
    WHERE waits_for = 'outside' AND visibility = 'pending';
ALTER TABLE service.observation ADD COLUMN key uuid DEFAULT gen_random_uuid() NOT NULL;
ALTER TABLE service.observation ADD CONSTRAINT uq_observation_key UNIQUE (key);

-- A boundary version whose contents are being counted, and the version whose contents stand for it meanwhile.
CREATE TABLE boundaries.recount (
    area_version_id integer CONSTRAINT pk_recount PRIMARY KEY
        CONSTRAINT fk_recount_area_version_id REFERENCES boundaries.area_version (id) ON DELETE CASCADE,
    municipality_id integer NOT NULL
        CONSTRAINT fk_recount_municipality_id REFERENCES boundaries.municipality (id),
    stand_in_id integer CONSTRAINT fk_recount_stand_in_id REFERENCES boundaries.area_version (id) ON DELETE SET NULL,
    asked_at timestamptz DEFAULT now() NOT NULL
);

-- What has a place, and where. A pin has a point that anyone may see, or one that only official areas may
-- know of, and perhaps an area that its author named. A draft lies nowhere: it leaves no trace where residents
-- look.
DROP VIEW boundaries.placed_point;
CREATE VIEW boundaries.placed_point AS
    SELECT CAST('pin' AS text) AS subject_kind, id AS subject_id, municipality_id,
           public_geom AS geom, CAST(NULL AS geometry) AS unshown_geom, named_area_id
    FROM service.pin WHERE public_geom IS NOT NULL
    UNION ALL
    SELECT CAST('pin' AS text), id, municipality_id, CAST(NULL AS geometry), geom, named_area_id
    FROM service.pin WHERE public_geom IS NULL
    UNION ALL
    SELECT CAST('observation' AS text), o.key, w.municipality_id, o.geom, CAST(NULL AS geometry), CAST(NULL AS integer)
    FROM service.observation AS o JOIN service.walk AS w ON w.id = o.walk_id;

CREATE OR REPLACE VIEW boundaries.placed_shape AS
    SELECT CAST('walk' AS text) AS subject_kind, id AS subject_id, municipality_id,
           CAST(route AS geometry) AS geom
    FROM service.walk
    UNION ALL
    SELECT CAST('proposal' AS text), id, municipality_id, CAST(geom AS geometry)
    FROM service.proposal WHERE state IN ('open', 'closed');

-- Kinds of area whose boundaries nobody can draw around one person's place.
CREATE FUNCTION boundaries.official_kinds() RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ARRAY['postal', 'district', 'board'] $$;

-- Whoever writes a place holds this lock shared until the transaction ends; whoever counts what lies in a new
-- boundary takes it alone. So no place is written between the reading of the old boundary and the counting of
-- the new one.
CREATE FUNCTION boundaries.hold_boundaries(home integer) RETURNS void
    LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock_shared(7201017, home) $$;

CREATE FUNCTION boundaries.forget_place(given_kind text, given_id uuid) RETURNS void
    LANGUAGE sql AS $$ DELETE FROM boundaries.membership WHERE subject_kind = given_kind AND subject_id = given_id $$;

-- Note the areas of a point: all that hold the point that anyone may see; or, when there is none, the official
-- ones that hold the point that is kept back, and the area that its author named. Pieces stand for the current
-- versions only. What was noted before is replaced, so that a place that was moved or made less exact leaves no
-- trace of the old one.
CREATE FUNCTION boundaries.note_point(
    given_kind text, given_id uuid, home integer, shown geometry, unshown geometry, named_area integer
) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    place geometry := coalesce(shown, unshown);
    noted integer;
BEGIN
    PERFORM boundaries.hold_boundaries(home);
    DELETE FROM boundaries.membership WHERE subject_kind = given_kind AND subject_id = given_id;
    IF place IS NULL AND named_area IS NULL THEN
        RETURN 0;
    END IF;
    INSERT INTO boundaries.membership (subject_kind, subject_id, area_version_id, share)
    SELECT given_kind, given_id, v.id, 1
    FROM boundaries.area_piece AS p
    JOIN boundaries.area_version AS v ON v.id = p.area_version_id AND v.valid_to IS NULL
    JOIN boundaries.area AS a ON a.id = v.area_id
    WHERE a.municipality_id = home
      AND (shown IS NOT NULL OR a.kind = ANY (boundaries.official_kinds()))
      AND ST_Intersects(p.geom, place)
    UNION
    SELECT given_kind, given_id, v.id, 1
    FROM boundaries.area_version AS v JOIN boundaries.area AS a ON a.id = v.area_id
    WHERE v.area_id = named_area AND v.valid_to IS NULL AND a.municipality_id = home;
    GET DIAGNOSTICS noted = ROW_COUNT;
    RETURN noted;
END $$;

-- Note the areas of a line or an area, each with the share of its length or area inside. Pieces are disjoint, so
-- their shares add up; what only touches a border (share 0) is left out.
CREATE FUNCTION boundaries.note_shape(given_kind text, given_id uuid, home integer, shape geometry)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    whole float8 := CASE ST_Dimension(shape) WHEN 2 THEN ST_Area(shape) WHEN 1 THEN ST_Length(shape) END;
    noted integer;
BEGIN
    IF ST_Dimension(shape) = 0 AND NOT ST_IsEmpty(shape) THEN
        RETURN boundaries.note_point(given_kind, given_id, home, shape, NULL, NULL);
    END IF;
    PERFORM boundaries.hold_boundaries(home);
    DELETE FROM boundaries.membership WHERE subject_kind = given_kind AND subject_id = given_id;
    IF shape IS NULL OR coalesce(whole, 0) = 0 THEN
        RETURN 0;
    END IF;
    INSERT INTO boundaries.membership (subject_kind, subject_id, area_version_id, share)
    SELECT given_kind, given_id, part.area_version_id, LEAST(1, sum(part.size) / whole)
    FROM (
        SELECT v.id AS area_version_id,
               CASE ST_Dimension(shape) WHEN 2 THEN ST_Area(x.geom) ELSE ST_Length(x.geom) END AS size
        FROM boundaries.area_piece AS p
        JOIN boundaries.area_version AS v ON v.id = p.area_version_id AND v.valid_to IS NULL
        JOIN boundaries.area AS a ON a.id = v.area_id
        CROSS JOIN LATERAL (SELECT ST_Intersection(p.geom, shape) AS geom) AS x
        WHERE a.municipality_id = home AND ST_Intersects(p.geom, shape)
    ) AS part
    GROUP BY part.area_version_id HAVING sum(part.size) / whole > 1e-9;
    GET DIAGNOSTICS noted = ROW_COUNT;
    RETURN noted;
END $$;

CREATE FUNCTION service.note_pin_areas() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM boundaries.note_point(
        'pin', NEW.id, NEW.municipality_id, NEW.public_geom,
        CASE WHEN NEW.public_geom IS NULL THEN NEW.geom END, NEW.named_area_id);
    RETURN NULL;
END $$;

CREATE FUNCTION service.note_walk_areas() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM boundaries.note_shape('walk', NEW.id, NEW.municipality_id, NEW.route);
    RETURN NULL;
END $$;

CREATE FUNCTION service.note_observation_areas() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM boundaries.note_point('observation', NEW.key, w.municipality_id, NEW.geom, NULL, NULL)
    FROM service.walk AS w WHERE w.id = NEW.walk_id;
    RETURN NULL;
END $$;

CREATE FUNCTION service.note_proposal_areas() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM boundaries.note_shape(
        'proposal', NEW.id, NEW.municipality_id, CASE WHEN NEW.state IN ('open', 'closed') THEN NEW.geom END);
    RETURN NULL;
END $$;

CREATE FUNCTION service.forget_areas() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM boundaries.forget_place(TG_ARGV[0], CAST(to_jsonb(OLD) ->> TG_ARGV[1] AS uuid));
    RETURN NULL;
END $$;

-- An edit that leaves the place alone leaves what was noted alone, its history too.
CREATE TRIGGER areas_noted AFTER INSERT ON service.pin FOR EACH ROW
    WHEN (NEW.geom IS NOT NULL OR NEW.named_area_id IS NOT NULL)
    EXECUTE FUNCTION service.note_pin_areas();
CREATE TRIGGER areas_noted_again AFTER UPDATE OF municipality_id, geom, public_geom, named_area_id ON service.pin
    FOR EACH ROW
    WHEN (ROW (OLD.municipality_id, OLD.named_area_id) IS DISTINCT FROM ROW (NEW.municipality_id, NEW.named_area_id)
          OR ST_AsEWKB(OLD.geom) IS DISTINCT FROM ST_AsEWKB(NEW.geom)
          OR ST_AsEWKB(OLD.public_geom) IS DISTINCT FROM ST_AsEWKB(NEW.public_geom))
    EXECUTE FUNCTION service.note_pin_areas();
CREATE TRIGGER areas_forgotten AFTER DELETE ON service.pin FOR EACH ROW
    EXECUTE FUNCTION service.forget_areas('pin', 'id');

CREATE TRIGGER areas_noted AFTER INSERT ON service.walk FOR EACH ROW EXECUTE FUNCTION service.note_walk_areas();
CREATE TRIGGER areas_noted_again AFTER UPDATE OF municipality_id, route ON service.walk FOR EACH ROW
    WHEN (OLD.municipality_id <> NEW.municipality_id OR ST_AsEWKB(OLD.route) IS DISTINCT FROM ST_AsEWKB(NEW.route))
    EXECUTE FUNCTION service.note_walk_areas();
CREATE TRIGGER areas_forgotten AFTER DELETE ON service.walk FOR EACH ROW
    EXECUTE FUNCTION service.forget_areas('walk', 'id');

CREATE TRIGGER areas_noted AFTER INSERT OR UPDATE OF walk_id, geom ON service.observation FOR EACH ROW
    EXECUTE FUNCTION service.note_observation_areas();
CREATE TRIGGER areas_forgotten AFTER DELETE ON service.observation FOR EACH ROW
    EXECUTE FUNCTION service.forget_areas('observation', 'key');

CREATE TRIGGER areas_noted AFTER INSERT ON service.proposal FOR EACH ROW
    WHEN (NEW.state IN ('open', 'closed')) EXECUTE FUNCTION service.note_proposal_areas();
CREATE TRIGGER areas_noted_again AFTER UPDATE OF municipality_id, geom, state ON service.proposal FOR EACH ROW
    WHEN (OLD.municipality_id <> NEW.municipality_id OR ST_AsEWKB(OLD.geom) IS DISTINCT FROM ST_AsEWKB(NEW.geom)
          OR (OLD.state IN ('open', 'closed')) <> (NEW.state IN ('open', 'closed')))
    EXECUTE FUNCTION service.note_proposal_areas();
CREATE TRIGGER areas_forgotten AFTER DELETE ON service.proposal FOR EACH ROW
    EXECUTE FUNCTION service.forget_areas('proposal', 'id');

-- A boundary that cannot be counted at once is counted by the worker, whoever drew or imported it.
CREATE FUNCTION service.ask_for_recount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, args)
    VALUES ('areas', 'service.areas.tasks.count_boundary',
            jsonb_build_object('area_version_id', NEW.area_version_id));
    RETURN NULL;
END $$;
CREATE TRIGGER asked AFTER INSERT ON boundaries.recount FOR EACH ROW EXECUTE FUNCTION service.ask_for_recount();

-- Whose contents are shown for a version: its own, or those of the one before while it is counted. A column with
-- an index, because a view that looked it up would make each read join all areas.
ALTER TABLE boundaries.area_version ADD COLUMN contents_id integer;
UPDATE boundaries.area_version SET contents_id = id;
ALTER TABLE boundaries.area_version ALTER COLUMN contents_id SET NOT NULL;
CREATE INDEX ix_area_version_contents_id ON boundaries.area_version (contents_id);
CREATE FUNCTION boundaries.own_contents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.contents_id := coalesce(NEW.contents_id, NEW.id);
    RETURN NEW;
END $$;
CREATE TRIGGER own_contents BEFORE INSERT ON boundaries.area_version FOR EACH ROW
    EXECUTE FUNCTION boundaries.own_contents();

-- The public views name the version whose contents are shown; whatever else they have stays.
DO $$
DECLARE
    area CONSTANT text := pg_get_viewdef('public_api.area', TRUE);
    piece CONSTANT text := pg_get_viewdef('public_api.area_piece', TRUE);
BEGIN
    ASSERT area LIKE '%v.id AS version_id%' AND piece LIKE '%SELECT p.area_version_id%';
    EXECUTE 'CREATE OR REPLACE VIEW public_api.area AS '
        || replace(area, 'v.id AS version_id', 'v.contents_id AS version_id');
    EXECUTE 'CREATE OR REPLACE VIEW public_api.area_piece AS '
        || replace(piece, 'SELECT p.area_version_id', 'SELECT v.contents_id AS area_version_id');
END $$;

-- What lies in the areas, as anyone may see it: public things alone.
CREATE OR REPLACE VIEW public_api.membership AS
    SELECT m.subject_kind, m.subject_id, m.area_version_id, m.share
    FROM boundaries.membership AS m
    WHERE (m.subject_kind <> 'pin'
           OR EXISTS (SELECT 1 FROM service.pin AS p WHERE p.id = m.subject_id AND p.visibility = 'public'))
      AND (m.subject_kind <> 'proposal'
           OR EXISTS (SELECT 1 FROM service.proposal AS p WHERE p.id = m.subject_id AND p.state IN ('open', 'closed')));

CREATE VIEW public_api.area_being_counted AS
    SELECT v.contents_id AS area_version_id, v.area_id, r.asked_at
    FROM boundaries.recount AS r
    JOIN boundaries.area_version AS v ON v.id = r.area_version_id
    JOIN boundaries.area AS a ON a.id = v.area_id AND a.state = 'published';

-- How the authors of public pins are tied to an official area. Fewer than five are not shown; when a single tie
-- would be hidden, it could be had by subtraction from the whole, so the next smallest is hidden with it. Areas
-- that anyone may draw have no such counts: two outlines that differ by one house would tell of one person.
CREATE VIEW public_api.area_tie AS
    WITH counted AS (
        SELECT v.contents_id AS area_version_id, t.tie, c.pin_count
        FROM boundaries.area AS a
        JOIN boundaries.area_version AS v ON v.area_id = a.id AND v.valid_to IS NULL
        CROSS JOIN unnest(ARRAY['permanent', 'seasonal', 'work', 'study', 'owner', 'visitor', 'unknown']) AS t (tie)
        LEFT JOIN LATERAL (
            SELECT count(*) AS pin_count
            FROM public_api.membership AS m JOIN service.pin AS p ON p.id = m.subject_id
            WHERE m.subject_kind = 'pin' AND m.area_version_id = v.contents_id AND p.tie = t.tie
        ) AS c ON TRUE
        WHERE a.state = 'published' AND a.kind = ANY (boundaries.official_kinds())
    ), ranked AS (
        SELECT area_version_id, tie, pin_count,
               count(*) FILTER (WHERE pin_count < 5) OVER (PARTITION BY area_version_id) AS hidden,
               row_number() OVER (PARTITION BY area_version_id ORDER BY pin_count, tie) AS place
        FROM counted
    )
    SELECT area_version_id, tie AS tie_kind,
           CASE WHEN pin_count >= 5 AND NOT (hidden = 1 AND place = 2) THEN pin_count END AS pin_count
    FROM ranked;

SELECT service.wall_in();

-- What earlier ways in missed: observations, drafts that a changed boundary had picked up, and things deleted.
DELETE FROM boundaries.membership AS m
WHERE (m.subject_kind = 'proposal'
       AND NOT EXISTS (SELECT FROM service.proposal AS p WHERE p.id = m.subject_id AND p.state IN ('open', 'closed')))
   OR (m.subject_kind = 'walk' AND NOT EXISTS (SELECT FROM service.walk AS w WHERE w.id = m.subject_id))
   OR (m.subject_kind = 'pin' AND NOT EXISTS (SELECT FROM service.pin AS p WHERE p.id = m.subject_id));
DO $$
BEGIN
    PERFORM boundaries.note_point('observation', o.key, w.municipality_id, o.geom, NULL, NULL)
    FROM service.observation AS o JOIN service.walk AS w ON w.id = o.walk_id;
END $$;

-- A pin without a point that was noted in an area by hand is one whose author named the area.
UPDATE service.pin AS p SET named_area_id = v.area_id
FROM boundaries.membership AS m JOIN boundaries.area_version AS v ON v.id = m.area_version_id AND v.valid_to IS NULL
WHERE m.subject_kind = 'pin' AND m.subject_id = p.id AND p.geom IS NULL;

-- What waits already and lies outside its municipality waits for a place.
UPDATE service.pin AS p SET waits_for = 'outside'
FROM boundaries.municipality AS m
WHERE m.id = p.municipality_id AND p.visibility = 'pending' AND p.geom IS NOT NULL AND NOT ST_Intersects(m.geom, p.geom);
