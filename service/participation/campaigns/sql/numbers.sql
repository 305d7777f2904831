-- How many public pins each campaign has, by kind and by whether anybody has answered.
SELECT p.campaign_id, p.kind, count(*) AS pin_count, count(*) FILTER (WHERE p.state <> 'received') AS answered_count
FROM pin AS p
WHERE p.municipality_id = :municipality_id AND (CAST(:campaign_id AS integer) IS NULL OR p.campaign_id = :campaign_id)
GROUP BY p.campaign_id, p.kind
ORDER BY p.campaign_id, p.kind
