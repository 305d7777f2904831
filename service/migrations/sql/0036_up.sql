-- The line or area that somebody drew. The pin's own point, its middle, counts and is listed as any other (decision
-- 23). A shape is kept only where its author shows the place exactly, so there is none that must be held back.
CREATE TABLE service.pin_shape (
    pin_id uuid NOT NULL CONSTRAINT pk_pin_shape PRIMARY KEY
        CONSTRAINT fk_pin_shape_pin_id_pin REFERENCES service.pin (id) ON DELETE CASCADE,
    municipality_id integer NOT NULL
        CONSTRAINT fk_pin_shape_municipality_id_municipality REFERENCES boundaries.municipality (id),
    geom geometry(Geometry) NOT NULL
        CONSTRAINT ck_pin_shape_kind CHECK (GeometryType(geom) IN ('LINESTRING', 'POLYGON'))
);
DO $$
BEGIN
    EXECUTE format('ALTER TABLE service.pin_shape ALTER COLUMN geom TYPE geometry(GEOMETRY, %s)',
                   boundaries.metric_srid());
END $$;
CREATE INDEX ix_pin_shape_geom ON service.pin_shape USING gist (geom);

CREATE VIEW public_api.pin_shape AS
    SELECT s.pin_id, s.municipality_id, s.geom
    FROM service.pin_shape AS s
    JOIN service.pin AS p ON p.id = s.pin_id AND p.visibility = 'public' AND p.precision = 'exact';

SELECT service.wall_in();
