-- What officials asked to be reckoned from a layer of services, and how far it is. What came of it is an edition of
-- an own indicator; nobody but the municipality's own people sees the asking.
CREATE TABLE service.reach_reckoning (
    id uuid DEFAULT gen_random_uuid() NOT NULL CONSTRAINT pk_reach_reckoning PRIMARY KEY,
    municipality_id integer NOT NULL
        CONSTRAINT fk_reach_reckoning_municipality_id_municipality REFERENCES boundaries.municipality (id),
    person_id uuid,
    wish jsonb NOT NULL,
    state varchar DEFAULT 'waiting' NOT NULL
        CONSTRAINT ck_reach_reckoning_state CHECK (state IN ('waiting','running','ready','failed')),
    progress integer DEFAULT 0 NOT NULL,
    problem varchar DEFAULT '' NOT NULL,
    edition_id integer CONSTRAINT fk_reach_reckoning_edition_id_own_edition
        REFERENCES layers.own_edition (id) ON DELETE SET NULL,
    asked_at timestamptz DEFAULT now() NOT NULL,
    ready_at timestamptz
);
CREATE INDEX ix_reach_reckoning_municipality_id ON service.reach_reckoning (municipality_id, asked_at);

SELECT service.wall_in();
