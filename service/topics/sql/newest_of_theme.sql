-- The newest public ideas of a theme.
SELECT p.reference, p.title, left(p.body, 200) AS body, p.language, p.state, p.created_on, p.is_synthetic
FROM pin AS p
WHERE p.municipality_id = :municipality_id AND p.theme_id = :theme_id
ORDER BY p.created_on DESC, p.reference DESC
LIMIT :limit
