-- The kinds of a municipality's public pins, whichever campaigns defined them.
SELECT DISTINCT kind FROM pin WHERE municipality_id = :municipality_id ORDER BY kind
