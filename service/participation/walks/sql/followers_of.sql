-- The walks that came back to this one, oldest first.
SELECT slug, title, walked_at, light
FROM walk
WHERE follows_id = :walk_id
ORDER BY walked_at, slug
