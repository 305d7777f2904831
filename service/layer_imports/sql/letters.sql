-- The letters of the features that will be taken, each with how many have it.
SELECT left(btrim(coalesce("values" ->> CAST(:column AS text), '')), 40) AS letter, count(*) AS number
FROM (/*fates*/) AS fated
WHERE fate IN ('taken', 'repaired')
GROUP BY 1
ORDER BY 2 DESC, 1
