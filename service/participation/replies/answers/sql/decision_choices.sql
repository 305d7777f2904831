-- Decisions that an answer may name, newest first.
SELECT d.slug, d.title FROM decision AS d WHERE d.municipality_id = :municipality_id ORDER BY d.decided_at DESC, d.slug
