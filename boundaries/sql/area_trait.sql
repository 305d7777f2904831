-- What an area is besides its boundary, also after it was joined to another.
SELECT t.area_id, t.slug, t.kind, t.names, t.other_names, t.state, t.revision, t.set_slug, t.set_names,
       t.parent_slug, t.parent_names, t.successor_slug, t.successor_names
FROM area_trait AS t
WHERE t.municipality_id = :municipality_id AND t.slug = :slug
