-- The boundary of one version of an area.
SELECT ST_AsBinary(v.geom) AS wkb FROM area_version AS v WHERE v.area_id = :area_id AND v.number = :number
