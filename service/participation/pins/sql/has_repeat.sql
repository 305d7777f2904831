-- The same words from the same spot a short time ago. The place that is shown stands within :shown_m of the one that
-- was meant, so the index of shown places finds the few pins to compare; what shows no place has an index of its own.
-- To compare the words of a month's pins would take as long as the rest of the sending many times over.
WITH sent AS (
    SELECT ST_SetSRID(ST_MakePoint(CAST(:x AS float8), CAST(:y AS float8)), :srid) AS geom
)
SELECT EXISTS (
    SELECT 1 FROM sent CROSS JOIN LATERAL (
        SELECT p.title, p.body, p.municipality_id, p.visibility, p.created_at FROM service.pin AS p
        WHERE ST_DWithin(p.public_geom, sent.geom, CAST(:distance_m AS float8) + CAST(:shown_m AS float8))
          AND ST_DWithin(p.geom, sent.geom, :distance_m)
        UNION ALL
        SELECT p.title, p.body, p.municipality_id, p.visibility, p.created_at FROM service.pin AS p
        WHERE p.public_geom IS NULL AND ST_DWithin(p.geom, sent.geom, :distance_m)
        UNION ALL
        SELECT p.title, p.body, p.municipality_id, p.visibility, p.created_at FROM service.pin AS p
        WHERE sent.geom IS NULL AND p.geom IS NULL AND p.municipality_id = :municipality_id
          AND p.visibility IN ('public', 'pending') AND p.created_at > now() - make_interval(days => :days)
    ) AS near
    WHERE near.municipality_id = :municipality_id
      AND near.visibility IN ('public', 'pending')
      AND near.created_at > now() - make_interval(days => :days)
      AND lower(trim(regexp_replace(near.title || ' ' || near.body, '\s+', ' ', 'g'))) = lower(:said)
)
