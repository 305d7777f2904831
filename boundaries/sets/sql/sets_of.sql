-- Sets of areas of a municipality with the number of their published areas.
SELECT s.id, s.slug, s.names, s.description, s.is_partition, s.tolerance_m,
       (SELECT count(*) FROM area_trait AS t
        WHERE t.municipality_id = s.municipality_id AND t.set_slug = s.slug AND t.state = 'published') AS area_count
FROM area_set AS s
WHERE s.municipality_id = :municipality_id AND (CAST(:slug AS text) IS NULL OR s.slug = :slug)
ORDER BY lower(COALESCE(s.names ->> :language, s.names ->> 'fi')), s.id
