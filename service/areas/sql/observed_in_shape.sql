-- Observations of walks inside a shape, by how serious they are and by the walk's theme. The shape is not cut: to cut ten
-- thousand corners takes longer than to hold some thousand observations against them, and mostly there are few.
WITH whole AS (
    SELECT ST_GeomFromWKB(CAST(:wkb AS bytea), :srid) AS geom
), inside AS (
    SELECT o.id, o.severity, o.walk_id
    FROM whole JOIN observation AS o ON ST_Intersects(o.geom, whole.geom)
)
SELECT i.severity AS state, 'observation' AS kind, t.names AS theme, count(*) AS said_count
FROM inside AS i
JOIN walk AS w ON w.id = i.walk_id AND w.municipality_id = :municipality_id
LEFT JOIN theme AS t ON t.id = w.theme_id
GROUP BY i.severity, t.id, t.names, t.sort_order
ORDER BY t.sort_order, i.severity
