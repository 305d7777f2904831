-- Comments that came by a key, as notes on requests. The other service's own number comes only once.
CREATE TABLE service.machine_update (
    comment_id uuid NOT NULL CONSTRAINT pk_machine_update PRIMARY KEY
        CONSTRAINT fk_machine_update_comment_id_comment REFERENCES service.comment (id) ON DELETE CASCADE,
    municipality_id integer NOT NULL
        CONSTRAINT fk_machine_update_municipality_id_municipality REFERENCES boundaries.municipality (id),
    key_id integer NOT NULL CONSTRAINT fk_machine_update_key_id_machine_key REFERENCES service.machine_key (id),
    own_id varchar
);
CREATE UNIQUE INDEX uq_machine_update_own_id ON service.machine_update (key_id, own_id);

-- Which public comments came so; by which key is nobody's business.
CREATE VIEW public_api.machine_update AS
    SELECT u.comment_id, u.municipality_id
    FROM service.machine_update AS u
    JOIN public_api.comment AS c ON c.id = u.comment_id;

SELECT service.wall_in();
