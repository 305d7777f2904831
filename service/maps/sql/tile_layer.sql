-- A layer of the catalogue: points that lie in the tile, and what of lines and areas is seen in it. What is shown of
-- a feature stands in its properties, which become the tile's attributes.
SELECT coalesce(ST_AsMVT(feature, CAST(%(layer)s AS text), 4096, 'geom', 'feature_id'), '')
FROM (
    SELECT f.id AS feature_id, f.id, f.code, f.names ->> 'fi' AS name_fi, f.names ->> 'sv' AS name_sv,
           f.names ->> 'en' AS name_en, f.properties - ARRAY['name', 'code'] AS properties, {shape:f.geom} AS geom
    FROM layer_feature AS f
    WHERE f.layer_id = CAST(%(layer_id)s AS integer) AND f.municipality_id = CAST(%(municipality)s AS integer)
      AND f.geom && {window}
      AND CASE WHEN ST_Dimension(f.geom) = 0 THEN {inside:ST_PointOnSurface(f.geom)} ELSE {seen:f.geom} END
    ORDER BY f.id
    LIMIT 5000
) AS feature
WHERE feature.geom IS NOT NULL
