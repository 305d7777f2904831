-- How many public statements a proposal has, and how many are answered, by the paragraph that they are about.
SELECT s.paragraph, CAST(count(*) AS integer) AS total,
       CAST(count(*) FILTER (WHERE s.state = 'answered') AS integer) AS answered
FROM statement AS s
WHERE s.proposal_id = :proposal_id
GROUP BY s.paragraph
