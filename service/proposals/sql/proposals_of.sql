-- The proposals that residents see, newest first, with the number of their comments. `begins_on` is the first day of
-- one whose phases have not begun: it is among those that are coming, not among those whose time is over.
WITH seen AS (
    SELECT p.*, CASE WHEN p.state = 'closed' THEN (
               SELECT min(f.starts_on) FROM proposal_phase AS f WHERE f.proposal_id = p.id
               HAVING min(f.starts_on) > CAST(now() AT TIME ZONE 'Europe/Helsinki' AS date)) END AS begins_on
    FROM proposal AS p
    WHERE p.municipality_id = :municipality_id
)
SELECT p.id, p.slug, p.title, p.summary, p.body, p.state, p.version, p.coverage, p.signature, p.is_synthetic,
       p.created_on, p.changed_on, p.change_note, p.matter, p.begins_on, ST_AsBinary(p.geom) AS wkb,
       (SELECT count(*) FROM comment AS c
         WHERE c.municipality_id = p.municipality_id AND c.subject_kind = 'proposal'
           AND c.subject_id = CAST(p.id AS text)) AS comment_count
FROM seen AS p
WHERE CAST(:state AS text) IS NULL OR CASE WHEN p.begins_on IS NULL THEN p.state ELSE 'coming' END = :state
ORDER BY p.state = 'open' DESC, p.begins_on, p.created_on DESC, p.slug
