CREATE OR REPLACE VIEW public_api.statement_signature AS
    SELECT g.id, g.municipality_id, g.statement_id, g.name,
           CAST(g.confirmed_at AT TIME ZONE 'Europe/Helsinki' AS date) AS signed_on, g.is_synthetic
    FROM service.statement_signature AS g
    JOIN public_api.statement AS s ON s.id = g.statement_id
    WHERE g.confirmed_at IS NOT NULL AND g.is_name_public AND NOT g.is_name_hidden AND g.name <> '';
ALTER TABLE service.statement_signature DROP COLUMN name_waits;
