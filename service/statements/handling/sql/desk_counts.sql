-- How many statements wait at the desk, by the state of their handling.
SELECT CAST(count(*) FILTER (WHERE s.state <> 'answered') AS integer) AS waiting,
       CAST(count(*) FILTER (WHERE s.state = 'received') AS integer) AS new,
       CAST(count(*) FILTER (WHERE s.state = 'in_hand') AS integer) AS in_hand,
       CAST(count(*) FILTER (WHERE s.state = 'answered') AS integer) AS answered,
       CAST(count(*) AS integer) AS any
FROM service.statement AS s
JOIN service.proposal AS p ON p.id = s.proposal_id
WHERE s.municipality_id = :municipality_id AND s.visibility IN ('public', 'pending')
  AND (CAST(:proposal AS text) IS NULL OR p.slug = :proposal)
