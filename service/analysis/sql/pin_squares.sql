-- Public ideas gathered into small squares, so that what is read does not grow with their number.
SELECT (floor(ST_X(p.geom) / :side) + 0.5) * :side AS x, (floor(ST_Y(p.geom) / :side) + 0.5) * :side AS y,
       count(*) AS pins
FROM pin AS p
WHERE p.municipality_id = :municipality_id AND p.geom IS NOT NULL
GROUP BY 1, 2
