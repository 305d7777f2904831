-- How many public statements a proposal has, by what they are about.
SELECT about, CAST(count(*) AS integer) AS count
FROM statement
WHERE municipality_id = :municipality_id AND proposal_id = :proposal_id
GROUP BY about
ORDER BY about
