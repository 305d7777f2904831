-- A mark that changes whenever the zones are brought in anew.
SELECT coalesce(max(f.id), 0) AS newest, count(*) AS zones
FROM layer_feature AS f
WHERE f.municipality_id = :municipality_id AND f.layer = 'urban_zones'
