-- What a decision is held against.
SELECT f.first_year, f.last_year, f.comparison, f.proposed, f.reason, f.content_hash, f.is_synthetic, f.fixed_at
FROM decision_followup AS f
WHERE f.municipality_id = :municipality_id AND f.slug = :slug
