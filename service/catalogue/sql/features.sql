-- A page of a layer's features, narrowed down by words in their names, codes and shown attributes, and to those of which
-- something lies in an area. Where several have one name, each has its number among them and the area that it lies in.
WITH called AS (
    SELECT f.id, count(*) OVER same AS namesakes, row_number() OVER (same ORDER BY f.id) AS number
    FROM layer_feature AS f
    WHERE f.layer_id = :layer AND f.municipality_id = :municipality
    WINDOW same AS (PARTITION BY f.names)
), page AS (
    SELECT f.id, f.code, f.names, f.properties, f.geom, c.namesakes, c.number,
           CASE WHEN :by_code THEN f.code ELSE coalesce(f.names ->> CAST(:language AS text), f.names ->> 'fi') END AS rank
    FROM layer_feature AS f JOIN called AS c ON c.id = f.id
    WHERE f.layer_id = :layer AND f.municipality_id = :municipality
      AND (CAST(:pattern AS text) = '' OR f.code ILIKE :pattern
           OR EXISTS (SELECT FROM jsonb_each_text(f.properties || f.names) AS said WHERE said.value ILIKE :pattern))
      -- An area that only touches another lies beside it; a point has no inside.
      AND (CAST(:area AS integer) IS NULL OR EXISTS (
          SELECT FROM area_piece AS p
          WHERE p.area_version_id = CAST(:area AS integer) AND ST_Intersects(f.geom, p.geom)
            AND (ST_Dimension(f.geom) < 2 OR ST_Relate(f.geom, p.geom, 'T********'))))
    ORDER BY rank NULLS LAST, f.id
    LIMIT :limit OFFSET :offset
)
SELECT p.id, p.code, p.names, p.properties, p.namesakes, p.number, ST_X(m.middle) AS x, ST_Y(m.middle) AS y,
       around.names AS around
FROM page AS p CROSS JOIN LATERAL (SELECT ST_PointOnSurface(p.geom) AS middle) AS m
LEFT JOIN LATERAL (
    SELECT a.names FROM area AS a
    WHERE p.namesakes > 1 AND a.municipality_id = :municipality AND a.kind = 'postal' AND ST_Covers(a.geom, m.middle)
    ORDER BY a.id LIMIT 1
) AS around ON true
ORDER BY p.rank NULLS LAST, p.id
