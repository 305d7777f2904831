-- Confirmed followings whose next digest is due, those that have waited the longest first.
SELECT f.id
FROM service.follow AS f
WHERE f.confirmed_at IS NOT NULL AND f.sent_through < CAST(:through AS date)
  AND (f.rhythm = 'daily' OR f.sent_through <= CAST(:through AS date) - 7)
ORDER BY f.sent_through, f.id
