-- One proposal that residents see.
SELECT p.id, p.slug, p.title, p.summary, p.body, p.state, p.version, p.coverage, p.signature, p.is_synthetic,
       p.created_on, p.changed_on, p.change_note, p.matter, ST_AsBinary(p.geom) AS wkb
FROM proposal AS p
WHERE p.municipality_id = :municipality_id AND p.slug = :slug
