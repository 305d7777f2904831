-- What the pyramid's deltas say, kept for an hour after they are folded, with the transaction that did it:
-- who holds the places of one snapshot in memory reads what became visible since, and nothing else.
CREATE TABLE service.pin_change (
    municipality_id integer NOT NULL,
    transaction bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    change smallint NOT NULL,
    theme_id integer NOT NULL,
    kind varchar NOT NULL,
    state varchar NOT NULL,
    x double precision NOT NULL,
    y double precision NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_pin_change PRIMARY KEY (municipality_id, transaction, id)
);

-- One row: the server whose transactions the log counts (a backup restored elsewhere brings numbers that mean
-- nothing there), and the first transaction from which on it is complete.
CREATE TABLE service.pin_change_mark (
    is_one boolean NOT NULL DEFAULT TRUE CONSTRAINT ck_pin_change_mark_one CHECK (is_one),
    server bigint NOT NULL,
    complete_since bigint NOT NULL,
    CONSTRAINT pk_pin_change_mark PRIMARY KEY (is_one)
);
INSERT INTO service.pin_change_mark (server, complete_since)
SELECT c.system_identifier, CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)
FROM pg_control_system() AS c;

CREATE OR REPLACE FUNCTION service.note_pin_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was_there boolean := TG_OP <> 'INSERT' AND OLD.visibility = 'public' AND OLD.public_geom IS NOT NULL;
    is_there boolean := TG_OP <> 'DELETE' AND NEW.visibility = 'public' AND NEW.public_geom IS NOT NULL;
    now_running CONSTANT bigint := CAST(CAST(pg_current_xact_id() AS text) AS bigint);
BEGIN
    IF was_there AND is_there AND OLD.theme_id = NEW.theme_id AND OLD.state = NEW.state AND OLD.kind = NEW.kind
       AND OLD.municipality_id = NEW.municipality_id
       AND ST_X(OLD.public_geom) = ST_X(NEW.public_geom) AND ST_Y(OLD.public_geom) = ST_Y(NEW.public_geom) THEN
        RETURN NULL;
    END IF;
    IF was_there THEN
        INSERT INTO service.pin_pyramid_delta (municipality_id, theme_id, state, change, geom)
        VALUES (OLD.municipality_id, OLD.theme_id, OLD.state, -1, OLD.public_geom);
        INSERT INTO service.pin_change (municipality_id, transaction, change, theme_id, kind, state, x, y)
        VALUES (OLD.municipality_id, now_running, -1, OLD.theme_id, OLD.kind, OLD.state,
                ST_X(OLD.public_geom), ST_Y(OLD.public_geom));
    END IF;
    IF is_there THEN
        INSERT INTO service.pin_pyramid_delta (municipality_id, theme_id, state, change, geom)
        VALUES (NEW.municipality_id, NEW.theme_id, NEW.state, 1, NEW.public_geom);
        INSERT INTO service.pin_change (municipality_id, transaction, change, theme_id, kind, state, x, y)
        VALUES (NEW.municipality_id, now_running, 1, NEW.theme_id, NEW.kind, NEW.state,
                ST_X(NEW.public_geom), ST_Y(NEW.public_geom));
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER pin_pyramid_delta ON service.pin;
CREATE TRIGGER pin_pyramid_delta
    AFTER INSERT OR DELETE OR UPDATE OF municipality_id, theme_id, kind, state, public_geom, visibility ON service.pin
    FOR EACH ROW EXECUTE FUNCTION service.note_pin_change();

CREATE VIEW public_api.pin_change AS
    SELECT municipality_id, transaction, change, theme_id, kind, state, x, y FROM service.pin_change;
CREATE VIEW public_api.pin_change_mark AS SELECT server, complete_since FROM service.pin_change_mark;

SELECT service.wall_in();
