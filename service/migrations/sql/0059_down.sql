-- A view cannot lose a column by itself: what reads it is made anew.
DROP VIEW public_api.proposal;
CREATE VIEW public_api.proposal AS
    SELECT p.id, p.municipality_id, p.slug, p.title, p.summary, p.body,
           CASE WHEN p.state = 'open'
                 AND EXISTS (SELECT FROM service.proposal_phase AS f WHERE f.proposal_id = p.id)
                 AND NOT EXISTS (
                     SELECT FROM service.proposal_phase AS f
                     WHERE f.proposal_id = p.id AND f.kind IN ('preparation','co_development','statements')
                       AND CAST(now() AT TIME ZONE 'Europe/Helsinki' AS date)
                           BETWEEN f.starts_on AND coalesce(f.ends_on, 'infinity'))
                THEN 'closed' ELSE p.state END AS state,
           p.version, p.coverage, p.signature, p.is_synthetic,
           CAST(p.created_at AT TIME ZONE 'Europe/Helsinki' AS date) AS created_on, p.geom,
           CAST(p.changed_at AT TIME ZONE 'Europe/Helsinki' AS date) AS changed_on, p.change_note
    FROM service.proposal AS p WHERE p.state IN ('open', 'closed');

ALTER TABLE service.proposal DROP COLUMN matter;
