-- The point is built in the metric CRS on the constant side; ST_DWithin and <-> use the index on the column.
SELECT p.id, p.reference, p.theme, p.title, p.body, p.language, p.state, p.support_count, p.is_synthetic, p.created_on,
       ST_Distance(p.geom, ST_SetSRID(ST_MakePoint(:x, :y), :srid)) AS distance_m
FROM pin AS p
WHERE p.municipality_id = :municipality_id
  AND (CAST(:theme AS text) IS NULL OR p.theme = :theme)
  AND p.state NOT IN ('declined', 'closed_not_done', 'withdrawn')
  AND ST_DWithin(p.geom, ST_SetSRID(ST_MakePoint(:x, :y), :srid), :within_m)
ORDER BY p.geom <-> ST_SetSRID(ST_MakePoint(:x, :y), :srid), p.reference
LIMIT :limit
