-- The filters that the map, the list and the API share. A filter that is not set folds to true when the
-- statement is planned, so the indexes of the others stay usable. The window comes in metres: it was turned
-- once, on the constant side, and p.geom is compared as it is stored.
FROM pin AS p
WHERE p.municipality_id = :municipality_id
  AND (CAST(:theme AS text) IS NULL OR p.theme = :theme)
  AND (CAST(:state AS text) IS NULL OR p.state = :state)
  AND (CAST(:kind AS text) IS NULL OR p.kind = :kind)
  AND (CAST(:campaign AS text) IS NULL OR p.campaign_id = (
        SELECT c.id FROM campaign AS c WHERE c.municipality_id = :municipality_id AND c.slug = :campaign))
  AND (CAST(:since AS date) IS NULL OR p.created_on >= CAST(:since AS date))
  AND (CAST(:until AS date) IS NULL OR p.created_on <= CAST(:until AS date))
  AND (CAST(:reference AS text) IS NULL OR p.reference = :reference)
  AND (CAST(:words AS text) IS NULL OR p.search @@ to_tsquery('simple', :words))
  AND (CAST(:minx AS float8) IS NULL
       OR p.geom && ST_MakeEnvelope(:minx, :miny, :maxx, :maxy, :srid))
  AND (CAST(:inside AS text) IS NULL
       OR ST_Intersects(p.geom, ST_GeomFromWKB(decode(:inside, 'hex'), :srid)))
  AND (CAST(:area AS text) IS NULL OR p.id IN (
        SELECT m.subject_id
        FROM area AS a JOIN membership AS m ON m.area_version_id = a.version_id AND m.subject_kind = 'pin'
        WHERE a.municipality_id = :municipality_id AND a.slug = :area))
