-- Earlier versions of a proposal that residents saw, newest first.
SELECT v.version, v.title, v.summary, v.body, v.state, v.coverage, v.signature, v.change_note, v.is_synthetic,
       v.changed_on, ST_AsBinary(v.geom) AS wkb
FROM proposal_version AS v
WHERE v.municipality_id = :municipality_id AND v.slug = :slug
ORDER BY v.version DESC
