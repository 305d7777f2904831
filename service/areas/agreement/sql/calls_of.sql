-- Calls for drawings that anyone may see: those that are open on the day first, then the newest that are over.
SELECT c.id, c.slug, c.name, c.reason, c.language, c.opens_on, c.closes_on, c.core_share, c.fringe_share,
       c.is_synthetic, c.area_slug, c.drawing_count, c.counted, ST_AsBinary(c.geom) AS wkb
FROM area_call AS c
WHERE c.municipality_id = :municipality_id
ORDER BY (:day BETWEEN c.opens_on AND c.closes_on) DESC, c.closes_on DESC, c.slug
LIMIT :limit
