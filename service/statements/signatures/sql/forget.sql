-- Signatures that nobody confirmed in time, and those under statements that were taken back, once who signed is told.
DELETE FROM service.statement_signature AS g
WHERE (g.confirmed_at IS NULL AND g.asked_at < now() - CAST(:link_life AS interval))
   OR EXISTS (
       SELECT FROM service.statement AS s
       WHERE s.id = g.statement_id AND s.visibility = 'withdrawn'
         AND s.changed_at < now() - CAST(:link_life AS interval))
