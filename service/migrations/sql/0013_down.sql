DROP VIEW public_api.pin_change;
DROP VIEW public_api.pin_change_mark;
DROP TRIGGER pin_pyramid_delta ON service.pin;

CREATE OR REPLACE FUNCTION service.note_pin_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was_there boolean := TG_OP <> 'INSERT' AND OLD.visibility = 'public' AND OLD.public_geom IS NOT NULL;
    is_there boolean := TG_OP <> 'DELETE' AND NEW.visibility = 'public' AND NEW.public_geom IS NOT NULL;
BEGIN
    IF was_there AND is_there AND OLD.theme_id = NEW.theme_id AND OLD.state = NEW.state
       AND ST_X(OLD.public_geom) = ST_X(NEW.public_geom) AND ST_Y(OLD.public_geom) = ST_Y(NEW.public_geom) THEN
        RETURN NULL;
    END IF;
    IF was_there THEN
        INSERT INTO service.pin_pyramid_delta (municipality_id, theme_id, state, change, geom)
        VALUES (OLD.municipality_id, OLD.theme_id, OLD.state, -1, OLD.public_geom);
    END IF;
    IF is_there THEN
        INSERT INTO service.pin_pyramid_delta (municipality_id, theme_id, state, change, geom)
        VALUES (NEW.municipality_id, NEW.theme_id, NEW.state, 1, NEW.public_geom);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER pin_pyramid_delta
    AFTER INSERT OR DELETE OR UPDATE OF municipality_id, theme_id, state, public_geom, visibility ON service.pin
    FOR EACH ROW EXECUTE FUNCTION service.note_pin_change();

DROP TABLE service.pin_change;
DROP TABLE service.pin_change_mark;
