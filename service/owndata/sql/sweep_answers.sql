-- Answers kept for repeats that hold an address or a name; the one of this very request is not there yet.
DELETE FROM service.idempotency_key
WHERE status IS NOT NULL AND (position(convert_to(:words, 'UTF8') IN body) > 0
    OR position(lower(:words) IN lower(CAST(headers AS text))) > 0)
