-- Addresses that nobody confirmed in time, and followings of what is gone for good.
DELETE FROM service.follow AS f
WHERE (f.confirmed_at IS NULL AND f.asked_at < now() - CAST(:link_life AS interval))
   OR (f.subject_kind = 'area' AND NOT EXISTS (
           SELECT 1 FROM boundaries.area AS a WHERE CAST(a.id AS text) = f.subject_id AND a.state <> 'withdrawn'))
   OR (f.subject_kind = 'pin' AND NOT EXISTS (
           SELECT 1 FROM service.pin AS p WHERE p.id = CAST(f.subject_id AS uuid) AND p.visibility <> 'withdrawn'))
   -- Those who signed a statement that was taken back are told first.
   OR (f.subject_kind = 'statement' AND NOT EXISTS (
           SELECT 1 FROM service.statement AS s
           WHERE s.id = CAST(f.subject_id AS uuid)
             AND (s.visibility <> 'withdrawn' OR s.changed_at > now() - CAST(:link_life AS interval))))
