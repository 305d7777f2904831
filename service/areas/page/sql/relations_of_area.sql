-- How other areas lie to one: how much of each lies inside it (m2), and how long a border they share (m).
-- Pieces meet pieces, so a jagged outline costs little; a piece wholly inside needs no cutting. Candidates are
-- few: official areas first, then the largest.
WITH mine AS (
    SELECT p.geom FROM area_piece AS p WHERE p.area_version_id = :version_id
), near AS (
    SELECT a.id, a.kind, a.slug, a.names, a.area_m2, a.version_id
    FROM area AS a JOIN area AS me ON me.version_id = :version_id
    WHERE a.municipality_id = :municipality_id AND a.version_id <> :version_id AND a.geom && me.geom
    ORDER BY a.kind = 'resident', a.area_m2 DESC, a.id
    LIMIT :limit
)
SELECT n.id, n.kind, n.slug, n.names, n.area_m2, sum(ST_Area(x.geom)) AS shared_m2,
       sum(ST_Length(x.geom)) AS border_m
FROM near AS n
JOIN area_piece AS p ON p.area_version_id = n.version_id
JOIN mine AS m ON ST_Intersects(m.geom, p.geom)
CROSS JOIN LATERAL (
    SELECT CASE WHEN ST_Covers(m.geom, p.geom) THEN p.geom ELSE ST_Intersection(m.geom, p.geom) END AS geom
) AS x
GROUP BY n.id, n.kind, n.slug, n.names, n.area_m2
