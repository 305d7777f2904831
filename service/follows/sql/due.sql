-- Addresses whose next digest is due, each with all of its followings that are; those waiting the longest first.
SELECT array_agg(f.id ORDER BY f.id) AS follows
FROM service.follow AS f
WHERE f.confirmed_at IS NOT NULL AND f.sent_through < CAST(:through AS date)
  AND (f.rhythm IN ('daily', 'at_once') OR f.sent_through <= CAST(:through AS date) - 7)
GROUP BY f.municipality_id, lower(f.email)
ORDER BY min(f.sent_through), min(CAST(f.id AS text))
