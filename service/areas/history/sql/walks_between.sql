-- Walks that run through the first shape and not through the second (metric CRS).
SELECT w.slug, w.title
FROM walk AS w
WHERE w.municipality_id = :municipality_id
  AND ST_Intersects(w.geom, ST_GeomFromWKB(CAST(:inside AS bytea), :srid))
  AND NOT ST_Intersects(w.geom, ST_GeomFromWKB(CAST(:outside AS bytea), :srid))
ORDER BY w.walked_at DESC, w.slug
