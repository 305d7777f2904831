-- How many public statements on a proposal are about each row of its assessment.
SELECT s.part ->> 'key' AS key, CAST(count(*) AS integer) AS count
FROM statement AS s
WHERE s.municipality_id = :municipality_id AND s.proposal_id = :proposal_id AND s.about = 'effect'
GROUP BY 1
