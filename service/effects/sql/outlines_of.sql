-- The boundaries of some areas as they are now.
SELECT slug, ST_AsBinary(geom) AS wkb
FROM area
WHERE municipality_id = :municipality_id AND slug = ANY (CAST(:slugs AS text[]))
