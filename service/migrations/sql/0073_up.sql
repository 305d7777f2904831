-- What stands as a co-signer's name and does not look like one is shown only once a moderator has read it.
ALTER TABLE service.statement_signature ADD COLUMN name_waits boolean DEFAULT false NOT NULL;
CREATE INDEX ix_statement_signature_name_waits ON service.statement_signature (municipality_id) WHERE name_waits;

CREATE OR REPLACE VIEW public_api.statement_signature AS
    SELECT g.id, g.municipality_id, g.statement_id, g.name,
           CAST(g.confirmed_at AT TIME ZONE 'Europe/Helsinki' AS date) AS signed_on, g.is_synthetic
    FROM service.statement_signature AS g
    JOIN public_api.statement AS s ON s.id = g.statement_id
    WHERE g.confirmed_at IS NOT NULL AND g.is_name_public AND NOT g.is_name_hidden AND NOT g.name_waits AND g.name <> '';
