DROP VIEW public_api.proposal_version;
-- A view cannot lose columns in place; what it may show is granted again with it.
DROP VIEW public_api.proposal;
CREATE VIEW public_api.proposal AS
    SELECT id, municipality_id, slug, title, summary, body, state, version, coverage, signature, is_synthetic,
           CAST(created_at AT TIME ZONE 'Europe/Helsinki' AS date) AS created_on, geom
    FROM service.proposal WHERE state IN ('open', 'closed');
ALTER TABLE service.proposal_version DROP COLUMN change_note, DROP COLUMN signature, DROP COLUMN state;
ALTER TABLE service.proposal DROP COLUMN change_note;
