-- What a body has written on proposals: drafts first, then what was given, the newest first.
SELECT s.reference, s.title, s.body, s.language, s.state, s.outcome, s.visibility, s.is_synthetic, b.way, b.version,
       b.given_at, b.decided_on, b.votes_for, b.votes_against, b.votes_abstained,
       p.slug AS proposal_slug, p.title AS proposal_title,
       (SELECT CAST(count(*) AS integer) FROM service.body_vote AS v WHERE v.statement_id = b.statement_id) AS votes,
       EXISTS (SELECT FROM service.body_vote AS v
               WHERE v.statement_id = b.statement_id AND v.person_id = CAST(:person_id AS uuid)) AS has_voted
FROM service.body_statement AS b
JOIN service.statement AS s ON s.id = b.statement_id
JOIN service.proposal AS p ON p.id = b.proposal_id
WHERE b.municipality_id = :municipality_id AND b.area_id = :area_id AND s.visibility <> 'withdrawn'
ORDER BY b.given_at DESC NULLS FIRST, b.text_at DESC
LIMIT :most
