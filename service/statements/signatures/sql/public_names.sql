-- The names that everybody may read under a public statement, the earliest first.
SELECT g.id, g.name, g.signed_on, g.is_synthetic
FROM statement_signature AS g
WHERE g.statement_id = :statement_id
ORDER BY g.signed_on, g.name, g.id
LIMIT :most
