-- One municipality by its key, so the point is compared with one stored shape; nothing is transformed.
SELECT ST_Intersects(geom, ST_SetSRID(ST_MakePoint(:x, :y), :srid)) AS is_inside
FROM boundaries.municipality WHERE id = :municipality_id
