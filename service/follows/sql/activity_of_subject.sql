-- What happened to one pin, walk or proposal between two days, newest first, with what was said below it, and with
-- the proposals that grew out of a pin.
-- :page is the path of its page.
SELECT found.*
FROM (
    SELECT a.kind, a.happened_on, a.name, a.number, a.title, a.body, a.language, a.state, a.signature,
           a.takes_place_on, a.names, a.is_synthetic
    FROM activity AS a
    WHERE a.municipality_id = :municipality_id AND a.subject_kind = CAST(:kind AS text)
      AND a.subject_id = CAST(:id AS uuid)
    UNION ALL
    SELECT 'commented', c.created_on, CAST(:page AS text),
           CAST(CAST('x' || left(md5(CAST(c.id AS text)), 7) AS bit(28)) AS integer), CAST(:title AS text),
           left(c.body, 400), c.language, CAST(c.id AS text), c.staff_title, CAST(NULL AS date),
           CAST(NULL AS jsonb), c.is_synthetic
    FROM comment AS c
    WHERE c.municipality_id = :municipality_id AND c.subject_kind = CAST(:kind AS text)
      AND c.subject_id = CAST(:id AS text)
    UNION ALL
    SELECT 'pin_grown', g.grown_on, CAST(p.slug AS text), 0, CAST(p.title AS text), CAST(p.summary AS text), '',
           concat(g.proposal_id, '|', g.pin_id), CAST(p.signature AS text), CAST(NULL AS date), CAST(NULL AS jsonb), p.is_synthetic
    FROM proposal_idea AS g
    JOIN proposal AS p ON p.id = g.proposal_id
    WHERE CAST(:kind AS text) = 'pin' AND g.municipality_id = :municipality_id AND g.pin_id = CAST(:id AS uuid)
) AS found
WHERE found.happened_on BETWEEN CAST(:since AS date) AND CAST(:until AS date)
ORDER BY found.happened_on DESC, found.kind, found.name DESC, found.number DESC
LIMIT :limit
