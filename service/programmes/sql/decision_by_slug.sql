-- One decision with everything that is frozen in it.
SELECT d.slug, d.title, d.reason, d.method_card, d."table", d.chosen, d.content_hash, d.signature,
       d.is_synthetic, d.decided_at
FROM decision AS d
WHERE d.municipality_id = :municipality_id AND d.slug = :slug
