-- The municipality's box in metres, for the extent of its collections.
SELECT ST_XMin(geom) AS west, ST_YMin(geom) AS south, ST_XMax(geom) AS east, ST_YMax(geom) AS north
FROM municipality WHERE id = CAST(:municipality AS integer)
