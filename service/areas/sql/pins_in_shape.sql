-- Public pins inside a shape that is not stored, by state. The shape is cut on the fly, and the join is driven
-- from its pieces, so that a jagged outline costs little.
WITH piece AS (
    SELECT ST_Subdivide(ST_GeomFromWKB(CAST(:wkb AS bytea), :srid), 128) AS geom
), inside AS (
    SELECT DISTINCT p.id, p.state
    FROM piece
    CROSS JOIN LATERAL (
        SELECT pin.id, pin.state FROM pin
        WHERE pin.municipality_id = :municipality_id AND ST_Intersects(pin.geom, piece.geom)
        OFFSET 0
    ) AS p
)
SELECT state, count(*) AS pin_count FROM inside GROUP BY state
