-- Addresses that nobody confirmed in time, and those of areas that were taken back for good.
DELETE FROM service.follow AS f
WHERE (f.confirmed_at IS NULL AND f.asked_at < now() - CAST(:link_life AS interval))
   OR EXISTS (SELECT 1 FROM boundaries.area AS a WHERE a.id = f.area_id AND a.state = 'withdrawn')
