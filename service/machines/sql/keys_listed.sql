-- The keys of a municipality, those that work first, with how much came by each.
SELECT k.id, k.name, k.hint, k.per_hour, k.scopes, k.expires_at, k.expires_at <= now() AS is_over, k.created_at, k.used_at, k.ended_at, k.is_synthetic, p.display_name AS made_by,
       (SELECT count(*) FROM service.machine_report AS r WHERE r.key_id = k.id) AS report_count
FROM service.machine_key AS k
LEFT JOIN service.person AS p ON p.id = k.made_by
WHERE k.municipality_id = :municipality_id
ORDER BY k.ended_at IS NOT NULL OR COALESCE(k.expires_at <= now(), FALSE), k.id DESC
