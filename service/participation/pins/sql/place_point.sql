SELECT ST_X(geom) AS x, ST_Y(geom) AS y FROM boundaries.place
WHERE municipality_id = :municipality_id AND id = :place_id
