-- A page of a layer's features, narrowed down by words in their names, codes and shown attributes.
SELECT f.id, f.code, f.names, f.properties, ST_GeometryType(f.geom) AS shape, ST_X(m.middle) AS x, ST_Y(m.middle) AS y
FROM layer_feature AS f CROSS JOIN LATERAL (SELECT ST_PointOnSurface(f.geom) AS middle) AS m
WHERE f.layer_id = :layer AND f.municipality_id = :municipality
  AND (CAST(:pattern AS text) = '' OR f.code ILIKE :pattern
       OR EXISTS (SELECT FROM jsonb_each_text(f.properties || f.names) AS said WHERE said.value ILIKE :pattern))
ORDER BY CASE WHEN :by_code THEN f.code ELSE coalesce(f.names ->> CAST(:language AS text), f.names ->> 'fi') END
         NULLS LAST, f.id
LIMIT :limit OFFSET :offset
