-- The same words from the same spot a short time ago.
SELECT EXISTS (
    SELECT 1 FROM service.pin AS p
    WHERE p.municipality_id = :municipality_id
      AND p.visibility IN ('public', 'pending')
      AND p.created_at > now() - make_interval(days => :days)
      AND lower(trim(regexp_replace(p.title || ' ' || p.body, '\s+', ' ', 'g'))) = lower(:said)
      AND CASE WHEN CAST(:x AS float8) IS NULL THEN p.geom IS NULL
          ELSE ST_DWithin(
              p.geom, ST_SetSRID(ST_MakePoint(CAST(:x AS float8), CAST(:y AS float8)), :srid), :distance_m
          ) END
)
