-- The kinds of area that have figures in a municipality, the kind with most areas first.
SELECT a.kind, count(*) AS units
FROM public_api.area AS a
WHERE a.municipality_id = :municipality_id
  AND EXISTS (SELECT FROM public_api.statistic AS s WHERE s.area_id = a.id)
GROUP BY a.kind
ORDER BY units DESC, a.kind
