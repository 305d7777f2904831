-- Observations of walks inside a shape, by how serious they are and by the walk's theme.
WITH piece AS (
    SELECT ST_Subdivide(ST_GeomFromWKB(CAST(:wkb AS bytea), :srid), 128) AS geom
), inside AS (
    SELECT DISTINCT o.id, o.severity, o.walk_id
    FROM piece
    CROSS JOIN LATERAL (
        SELECT observation.id, observation.severity, observation.walk_id FROM observation
        WHERE ST_Intersects(observation.geom, piece.geom)
        OFFSET 0
    ) AS o
)
SELECT i.severity AS state, 'observation' AS kind, t.names AS theme, count(*) AS said_count
FROM inside AS i
JOIN walk AS w ON w.id = i.walk_id AND w.municipality_id = :municipality_id
LEFT JOIN theme AS t ON t.id = w.theme_id
GROUP BY i.severity, t.id, t.names, t.sort_order
ORDER BY t.sort_order, i.severity
