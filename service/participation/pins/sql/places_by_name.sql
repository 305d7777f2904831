-- Named places and areas whose name in any language holds the letters typed; those that begin with them come
-- first. The names are those of one municipality: hundreds, read in a millisecond or two. A postal-code area
-- and the place named after it are one thing to the reader, so only the area is listed.
WITH named AS (
    SELECT p.id, CAST(NULL AS text) AS slug, p.kind, p.rank, p.names, p.geom
    FROM place AS p WHERE p.municipality_id = :municipality_id AND p.kind <> 'postal_area'
    UNION ALL
    SELECT NULL, a.slug, a.kind, CASE a.kind WHEN 'postal' THEN 1 ELSE 2 END, a.names, a.geom
    FROM area AS a WHERE a.municipality_id = :municipality_id
), found AS (
    SELECT n.*, m.name AS matched, lower(m.name) = lower(:typed) AS is_exact, m.name ILIKE :begins AS is_prefix
    FROM named AS n CROSS JOIN LATERAL (
        SELECT value AS name FROM jsonb_each_text(n.names)
        WHERE value ILIKE :holds
        ORDER BY value ILIKE :begins DESC, length(value), value LIMIT 1
    ) AS m
    ORDER BY is_exact DESC, is_prefix DESC, n.rank, matched, n.id
    LIMIT :limit
)
SELECT f.id, f.slug, f.kind, f.names, f.matched, f.is_exact, ST_X(s.p) AS x, ST_Y(s.p) AS y,
       (SELECT h.names FROM area_piece AS ap JOIN area AS h ON h.version_id = ap.area_version_id
        WHERE h.municipality_id = :municipality_id AND h.kind = 'postal' AND ST_Intersects(ap.geom, s.p)
        ORDER BY h.id LIMIT 1) AS area_names
FROM found AS f CROSS JOIN LATERAL (SELECT ST_PointOnSurface(f.geom) AS p) AS s
ORDER BY f.is_exact DESC, f.is_prefix DESC, f.rank, f.matched, f.id
