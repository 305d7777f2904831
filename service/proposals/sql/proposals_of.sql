-- The proposals that residents see, newest first, with the number of their comments.
SELECT p.id, p.slug, p.title, p.summary, p.body, p.state, p.version, p.coverage, p.signature, p.is_synthetic,
       p.created_on, p.changed_on, p.change_note, p.matter, ST_AsBinary(p.geom) AS wkb,
       (SELECT count(*) FROM comment AS c
         WHERE c.municipality_id = p.municipality_id AND c.subject_kind = 'proposal'
           AND c.subject_id = CAST(p.id AS text)) AS comment_count
FROM proposal AS p
WHERE p.municipality_id = :municipality_id AND (CAST(:state AS text) IS NULL OR p.state = :state)
ORDER BY p.state = 'open' DESC, p.created_on DESC, p.slug
