DROP VIEW public_api.pin_pyramid_cell;
DROP VIEW public_api.pin_pyramid_delta;
DROP TRIGGER pin_pyramid_delta ON service.pin;
TRUNCATE service.pin_pyramid_cell, service.pin_pyramid_delta;

DROP INDEX service.ix_pin_pyramid_cell_empty;
ALTER TABLE service.pin_pyramid_cell DROP CONSTRAINT pk_pin_pyramid_cell;
ALTER TABLE service.pin_pyramid_cell DROP COLUMN theme_id, DROP COLUMN state;
ALTER TABLE service.pin_pyramid_cell ADD CONSTRAINT pk_pin_pyramid_cell
    PRIMARY KEY (municipality_id, zoom, cell_x, cell_y);
ALTER TABLE service.pin_pyramid_delta DROP COLUMN theme_id, DROP COLUMN state;

CREATE OR REPLACE FUNCTION service.note_pin_change() RETURNS trigger LANGUAGE plpgsql AS $$
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

INSERT INTO service.pin_pyramid_delta (municipality_id, change, geom)
SELECT municipality_id, 1, public_geom FROM service.pin WHERE visibility = 'public' AND public_geom IS NOT NULL;

CREATE VIEW public_api.pin_pyramid_cell AS
    SELECT municipality_id, zoom, cell_x, cell_y, pin_count, sum_x, sum_y FROM service.pin_pyramid_cell;

CREATE VIEW public_api.pin_pyramid_delta AS
    SELECT id, municipality_id, change, geom FROM service.pin_pyramid_delta;
