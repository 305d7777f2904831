SELECT ST_AsBinary(m.geom) FROM municipality AS m WHERE m.id = :municipality_id
