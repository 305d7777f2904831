-- Published areas by kind and by a part of their name or code, without their boundaries.
SELECT a.id, a.kind, a.slug, a.code, a.names, a.description, a.is_synthetic, a.source, a.version, a.version_id,
       a.area_m2,
       (SELECT count(*) FROM membership AS m
        WHERE m.area_version_id = a.version_id AND m.subject_kind = 'pin') AS pin_count
FROM area AS a
WHERE a.municipality_id = :municipality_id
  AND (CAST(:kind AS text) IS NULL OR a.kind = :kind)
  AND (CAST(:pattern AS text) IS NULL
       OR a.code ILIKE :pattern
       OR EXISTS (SELECT 1 FROM jsonb_each_text(a.names) AS n(language, name) WHERE n.name ILIKE :pattern))
ORDER BY a.kind, lower(COALESCE(a.names ->> :language, a.names ->> 'fi')), a.id
LIMIT :limit OFFSET :offset
