-- The kinds of acts in a municipality's log: what stands before the first dot.
SELECT DISTINCT split_part(e.action, '.', 1) AS kind
FROM service.audit_entry AS e
WHERE e.municipality_id = :municipality_id
ORDER BY 1
