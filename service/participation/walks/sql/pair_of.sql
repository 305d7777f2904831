-- The same route walked in another light: what this walk is a pair of, and what is a pair of this one.
SELECT slug, title, walked_at, light
FROM walk
WHERE id <> :walk_id AND (pair_of_id IN (:walk_id, :pair_of_id) OR id = :pair_of_id)
ORDER BY walked_at, slug
