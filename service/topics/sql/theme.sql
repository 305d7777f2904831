-- One theme with its owner.
SELECT t.id, t.key, t.names, t.icon, t.colour, o.name AS owner_name, o.title AS owner_title, o.unit_names,
       coalesce(o.is_synthetic, false) AS is_owner_synthetic
FROM theme AS t LEFT JOIN theme_owner AS o ON o.theme_id = t.id
WHERE t.municipality_id = :municipality_id AND t.key = :key
