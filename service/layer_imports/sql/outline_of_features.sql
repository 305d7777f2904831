-- The outline of what is taken: joined first within squares of a kilometre, so that no step holds very many shapes.
SELECT ST_AsBinary(ST_Multi(ST_CollectionExtract(ST_Union(part), 3)))
FROM (
    SELECT ST_Union(geom) AS part
    FROM (/*fates*/) AS f
    WHERE fate IN ('taken', 'repaired')
    GROUP BY ST_SnapToGrid(ST_PointOnSurface(geom), 1000)
) AS squares
