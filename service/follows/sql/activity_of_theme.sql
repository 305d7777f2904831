-- What happened to ideas and walks of one theme between two days, newest first.
SELECT a.kind, a.happened_on, a.name, a.number, a.title, a.body, a.language, a.state, a.signature,
       a.takes_place_on, a.names, a.is_synthetic
FROM activity AS a
WHERE a.municipality_id = :municipality_id
  AND a.happened_on BETWEEN CAST(:since AS date) AND CAST(:until AS date)
  AND CASE a.subject_kind
      WHEN 'pin' THEN EXISTS (SELECT 1 FROM pin AS p WHERE p.id = a.subject_id AND p.theme_id = CAST(:id AS integer))
      WHEN 'walk' THEN EXISTS (SELECT 1 FROM walk AS w WHERE w.id = a.subject_id AND w.theme_id = CAST(:id AS integer))
      ELSE FALSE END
ORDER BY a.happened_on DESC, a.kind, a.name DESC, a.number DESC
LIMIT :limit
