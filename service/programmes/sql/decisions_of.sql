-- Decisions of a municipality without their tables, newest first.
SELECT d.slug, d.title, d.reason, d.chosen, d.signature, d.is_synthetic, d.decided_at
FROM decision AS d
WHERE d.municipality_id = :municipality_id
ORDER BY d.decided_at DESC, d.slug
