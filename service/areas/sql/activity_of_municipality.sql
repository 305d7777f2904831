-- What happened in a whole municipality between two days, newest first.
SELECT a.kind, a.happened_on, a.name, a.number, a.title, a.body, a.language, a.state, a.signature,
       a.takes_place_on, a.names, a.is_synthetic
FROM activity AS a
WHERE a.municipality_id = :municipality_id
  AND a.happened_on BETWEEN CAST(:since AS date) AND CAST(:until AS date)
ORDER BY a.happened_on DESC, a.kind, a.name DESC, a.number DESC
LIMIT :limit
