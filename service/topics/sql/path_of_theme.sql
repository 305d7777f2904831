-- The steps of a theme's path, by month.
SELECT s.id, s.month, s.texts, s.state, s.is_synthetic
FROM theme_step AS s
WHERE s.theme_id = :theme_id
ORDER BY s.month, s.id
