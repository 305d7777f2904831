-- What every list of pins shows. The views of public_api hold public pins alone, and their geom is the point
-- that the author let out: rounded, or none.
SELECT p.id, p.reference, p.campaign_id, p.campaign, p.kind, p.is_solution, p.theme, p.title, p.body, p.language, p.state, p.precision,
       p.support_count, p.comment_count, p.is_synthetic, p.created_on, ST_X(p.geom) AS x, ST_Y(p.geom) AS y,
       (SELECT ST_AsBinary(s.geom) FROM pin_shape AS s WHERE s.pin_id = p.id) AS shape
{matching}
-- As pins_newest.sql, with the number of supporters first.
  AND (CAST(:after_support AS integer) IS NULL
       OR (p.support_count, p.created_on, p.reference)
          < (CAST(:after_support AS integer), CAST(:after_day AS date), CAST(:after_reference AS text)))
ORDER BY p.support_count DESC, p.created_on DESC, p.reference DESC
LIMIT :limit
