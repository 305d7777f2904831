-- Zones of the urban structure, where a municipality has the layer: where people live more thickly.
SELECT coalesce(f.code, '') AS code, ST_AsBinary(f.geom) AS wkb
FROM layer_feature AS f
WHERE f.municipality_id = :municipality_id AND f.layer = 'urban_zones'
ORDER BY f.id
