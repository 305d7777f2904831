SELECT DISTINCT ON (a.id) a.slug, a.names, a.kind, a.area_m2
FROM area_piece AS ap JOIN area AS a ON a.version_id = ap.area_version_id
WHERE a.municipality_id = :municipality_id
  AND ST_Intersects(ap.geom, ST_SetSRID(ST_MakePoint(:x, :y), :srid))
ORDER BY a.id
