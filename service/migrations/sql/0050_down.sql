DROP VIEW public_api.proposal_phase;
CREATE OR REPLACE VIEW public_api.proposal AS
    SELECT id, municipality_id, slug, title, summary, body, state, version, coverage, signature, is_synthetic,
           CAST(created_at AT TIME ZONE 'Europe/Helsinki' AS date) AS created_on, geom,
           CAST(changed_at AT TIME ZONE 'Europe/Helsinki' AS date) AS changed_on, change_note
    FROM service.proposal WHERE state IN ('open', 'closed');
DROP TABLE service.proposal_phase;
