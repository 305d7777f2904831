-- What happened to the ideas of a campaign between two days, newest first.
SELECT a.kind, a.happened_on, a.name, a.number, a.title, a.body, a.language, a.state, a.signature,
       a.takes_place_on, a.names, a.is_synthetic
FROM activity AS a
WHERE a.municipality_id = :municipality_id
  AND a.happened_on BETWEEN CAST(:since AS date) AND CAST(:until AS date)
  AND a.subject_kind = 'pin'
  AND EXISTS (SELECT 1 FROM pin AS p WHERE p.id = a.subject_id AND p.campaign_id = CAST(:id AS integer))
ORDER BY a.happened_on DESC, a.kind, a.name DESC, a.number DESC
LIMIT :limit
