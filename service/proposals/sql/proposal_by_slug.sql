-- One proposal that residents see; `begins_on` is the first day of one whose phases have not begun.
SELECT p.id, p.slug, p.title, p.summary, p.body, p.state, p.version, p.coverage, p.signature, p.is_synthetic,
       p.created_on, p.changed_on, p.change_note, p.matter, ST_AsBinary(p.geom) AS wkb,
       CASE WHEN p.state = 'closed' THEN (
           SELECT min(f.starts_on) FROM proposal_phase AS f WHERE f.proposal_id = p.id
           HAVING min(f.starts_on) > CAST(now() AT TIME ZONE 'Europe/Helsinki' AS date)) END AS begins_on
FROM proposal AS p
WHERE p.municipality_id = :municipality_id AND p.slug = :slug
