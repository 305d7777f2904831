-- What describes a tile layer: the municipality's names and box in metres, and who is to be named for the data.
SELECT m.names, ST_XMin(m.geom) AS west, ST_YMin(m.geom) AS south, ST_XMax(m.geom) AS east, ST_YMax(m.geom) AS north,
       ARRAY(
           SELECT DISTINCT l.attribution FROM layer AS l
           WHERE l.municipality_id = m.id AND l.key = ANY (CAST(%(keys)s AS text[])) AND l.attribution <> ''
           ORDER BY 1
       ) AS attributions
FROM municipality AS m
WHERE m.id = CAST(%(municipality)s AS integer)
