-- One page of a collection's rows in their order, as GeoJSON: outer rings counter-clockwise (RFC 7946, 3.1.6),
-- only so many decimals as mean something. The limit stands inside, so that only the page's own geometries are
-- turned and only its own properties are put together.
SELECT page.key, page.moment,
       ST_AsGeoJSON(ST_ForcePolygonCCW({geometry}), CAST(:decimals AS integer), 0) AS geometry,
       CAST(jsonb_build_object({properties}) AS text) AS properties
FROM (
    SELECT item.*
    FROM (
{rows}
    ) AS item
    WHERE {conditions}
    ORDER BY {order}
    LIMIT CAST(:limit AS integer)
) AS page
ORDER BY {page_order}
