-- Large polygons of a layer in pieces of at most 256 corners, so that the index on their boxes is sharp.
WITH large AS (
    DELETE FROM layers.layer_feature
    WHERE layer_id = :layer_id AND ST_Dimension(geom) = 2 AND ST_NPoints(geom) > 512
    RETURNING layer_id, code, names, properties, geom
)
INSERT INTO layers.layer_feature (layer_id, code, names, properties, geom)
SELECT layer_id, code, names, properties, ST_Subdivide(geom, 256) FROM large
