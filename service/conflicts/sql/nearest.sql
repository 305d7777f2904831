-- The nearest services and protected things within some metres: the catalogue's layers that are neither backdrop nor
-- zoning nor statistics, those of whatever kind that are marked as protected, and what the plans in force or on
-- their way protect (letters that begin with S). The index gives them in the order of distance, so that however many
-- there are, no more than the nearest are looked at.
WITH whole AS MATERIALIZED (
    SELECT ST_GeomFromEWKB(:ewkb) AS geom
), asked AS (
    SELECT l.id, l.key, l.names,
           EXISTS (SELECT FROM protected_layer AS p WHERE p.layer_id = l.id) AS is_protected
    FROM layer AS l
    WHERE l.municipality_id = :municipality_id AND l.kind NOT IN ('zoning', 'statistics')
      AND (l.kind <> 'backdrop' OR EXISTS (SELECT FROM protected_layer AS p WHERE p.layer_id = l.id))
)
SELECT l.key AS layer, l.names AS layer_names, n.name, n.names, '' AS letter, l.is_protected, n.metres
FROM whole AS w
CROSS JOIN asked AS l
CROSS JOIN LATERAL (
    SELECT coalesce(f.properties ->> 'name', '') AS name, f.names, ST_Distance(f.geom, w.geom) AS metres
    FROM layer_feature AS f
    WHERE f.layer_id = l.id AND ST_DWithin(f.geom, w.geom, :within_m)
    ORDER BY f.geom <-> w.geom
    LIMIT :most
) AS n
UNION ALL
SELECT 'zoning', p.plan_names, '', '{}'::jsonb, p.letter, true, p.metres
FROM whole AS w
CROSS JOIN LATERAL (
    SELECT u.plan_names, u.letter, ST_Distance(u.geom, w.geom) AS metres
    FROM zoning_unit AS u
    WHERE u.municipality_id = :municipality_id AND u.letter LIKE 'S%'
      AND NOT (u.life_cycle_status = ANY (:ended)) AND ST_DWithin(u.geom, w.geom, :within_m)
    ORDER BY u.geom <-> w.geom
    LIMIT :most
) AS p
ORDER BY metres, layer
