-- What happened inside an outline between two days, newest first: to ideas at the place that their authors let be
-- shown, to walks whose route and to proposals whose drawing reaches into it.
WITH ground AS (
    SELECT ST_GeomFromWKB(:wkb, CAST(:srid AS integer)) AS geom
)
SELECT a.kind, a.happened_on, a.name, a.number, a.title, a.body, a.language, a.state, a.signature,
       a.takes_place_on, a.names, a.is_synthetic
FROM activity AS a
WHERE a.municipality_id = :municipality_id
  AND a.happened_on BETWEEN CAST(:since AS date) AND CAST(:until AS date)
  AND a.subject_id IN (
      SELECT p.id FROM pin AS p JOIN ground AS g ON ST_Intersects(p.geom, g.geom)
      WHERE p.municipality_id = :municipality_id
      UNION ALL
      SELECT w.id FROM walk AS w JOIN ground AS g ON ST_Intersects(w.geom, g.geom)
      WHERE w.municipality_id = :municipality_id
      UNION ALL
      SELECT q.id FROM proposal AS q JOIN ground AS g ON ST_Intersects(q.geom, g.geom)
      WHERE q.municipality_id = :municipality_id
  )
ORDER BY a.happened_on DESC, a.kind, a.name DESC, a.number DESC
LIMIT :limit
