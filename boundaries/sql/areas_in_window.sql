-- Published areas that meet a window of the metric CRS (turned from WGS 84 once, by the caller), or all.
-- The boundary is simplified to a share of the window, so that an overview stays light.
SELECT a.id, a.kind, a.slug, a.code, a.names, a.description, a.is_synthetic, a.source, a.version, a.version_id,
       a.area_m2, ST_AsBinary(CASE WHEN CAST(:tolerance_m AS double precision) > 0
           THEN ST_SimplifyPreserveTopology(a.geom, CAST(:tolerance_m AS double precision)) ELSE a.geom END) AS wkb
FROM area AS a
WHERE a.municipality_id = :municipality_id
  AND (CAST(:kinds AS text[]) IS NULL OR a.kind = ANY (CAST(:kinds AS text[])))
  AND (CAST(:window AS bytea) IS NULL
       OR a.geom && ST_GeomFromWKB(CAST(:window AS bytea), ST_SRID(a.geom)))
ORDER BY a.area_m2, a.id
LIMIT :limit
