-- How many public statements a proposal has by what became of them; the outcome is empty while nothing has.
SELECT s.outcome, CAST(count(*) AS integer) AS total
FROM statement AS s
WHERE s.municipality_id = :municipality_id AND s.proposal_id = :proposal_id
GROUP BY s.outcome
