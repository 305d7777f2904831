-- One call for drawings that anyone may see.
SELECT c.id, c.slug, c.name, c.reason, c.language, c.opens_on, c.closes_on, c.core_share, c.fringe_share,
       c.is_synthetic, c.area_slug, c.drawing_count, c.counted, ST_AsBinary(c.geom) AS wkb
FROM area_call AS c
WHERE c.municipality_id = :municipality_id AND c.slug = :slug
