-- One page of a collection's rows in the order of their keys, as GeoJSON: outer rings counter-clockwise
-- (RFC 7946, 3.1.6), only so many decimals as mean something.
SELECT page.key, page.geometry, CAST(page.properties AS text) AS properties
FROM (
    SELECT item.key, ST_AsGeoJSON(ST_ForcePolygonCCW({geometry}), CAST(:decimals AS integer), 0) AS geometry,
           item.properties
    FROM (
{rows}
    ) AS item
    WHERE {conditions}
    ORDER BY item.key
    LIMIT CAST(:limit AS integer)
) AS page
