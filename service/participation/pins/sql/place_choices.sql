SELECT 'area:' || a.slug AS value, a.names, a.kind, true AS is_area
FROM area AS a
WHERE a.municipality_id = :municipality_id AND a.kind IN ('postal', 'district', 'board')
UNION ALL
SELECT 'place:' || p.id, p.names, p.kind, false
FROM place AS p
WHERE p.municipality_id = :municipality_id AND p.kind <> 'postal_area'
