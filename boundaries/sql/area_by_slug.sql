-- One published area with its current boundary.
SELECT a.id, a.kind, a.slug, a.code, a.names, a.description, a.is_synthetic, a.source, a.version, a.version_id,
       a.area_m2, a.valid_from, ST_AsBinary(a.geom) AS wkb, t.revision
FROM area AS a JOIN area_trait AS t ON t.area_id = a.id
WHERE a.municipality_id = :municipality_id AND a.slug = :slug
