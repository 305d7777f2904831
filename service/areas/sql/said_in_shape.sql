-- Public pins inside a shape that is not stored, by state, kind and theme. The shape is cut on the fly, and the join
-- is driven from its pieces, so that a jagged outline costs little.
WITH piece AS (
    SELECT ST_Subdivide(ST_GeomFromWKB(CAST(:wkb AS bytea), :srid), 128) AS geom
), inside AS (
    SELECT DISTINCT p.id, p.state, p.kind, p.theme_id
    FROM piece
    CROSS JOIN LATERAL (
        SELECT pin.id, pin.state, pin.kind, pin.theme_id FROM pin
        WHERE pin.municipality_id = :municipality_id AND ST_Intersects(pin.geom, piece.geom)
        OFFSET 0
    ) AS p
)
SELECT i.state, i.kind, t.names AS theme, count(*) AS said_count
FROM inside AS i LEFT JOIN theme AS t ON t.id = i.theme_id
GROUP BY i.state, i.kind, t.id, t.names, t.sort_order
ORDER BY t.sort_order, i.state, i.kind
