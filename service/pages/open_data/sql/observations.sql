-- What was noted on walks, walk by walk, the newest first. Tracks of walkers are kept nowhere.
SELECT w.slug AS walk, o.number, o.stop_number AS stop, o.severity, o.body AS text, o.wish, o.language,
       o.observed_on AS day, o.is_synthetic AS is_sample, ST_AsBinary(o.geom) AS wkb,
       ST_AsGeoJSON(ST_Transform(o.geom, 4326), 6) AS geojson
FROM observation AS o JOIN walk AS w ON w.id = o.walk_id
WHERE w.municipality_id = :municipality_id
ORDER BY w.walked_at DESC, w.slug, o.number
LIMIT :limit
