-- The published areas right under one in the hierarchy.
SELECT t.slug, t.kind, t.names
FROM area_trait AS t
WHERE t.municipality_id = :municipality_id AND t.parent_slug = :slug AND t.state = 'published'
ORDER BY lower(COALESCE(t.names ->> :language, t.names ->> 'fi')), t.area_id
