-- The published areas of a set with their boundaries, by name.
SELECT a.id, a.kind, a.slug, a.code, a.names, a.description, a.is_synthetic, a.source, a.version, a.version_id,
       a.area_m2, ST_AsBinary(a.geom) AS wkb, t.revision,
       (SELECT count(*) FROM membership AS m
        WHERE m.area_version_id = a.version_id AND m.subject_kind = 'pin') AS pin_count
FROM area AS a JOIN area_trait AS t ON t.area_id = a.id
WHERE a.municipality_id = :municipality_id AND t.set_slug = :slug
ORDER BY lower(COALESCE(a.names ->> :language, a.names ->> 'fi')), a.id
