-- The signature that an address has under the statement that it follows.
SELECT g.id
FROM service.statement_signature AS g
WHERE g.statement_id = CAST(:statement_id AS uuid) AND lower(g.email) = lower(CAST(:email AS text))
  AND g.confirmed_at IS NOT NULL
