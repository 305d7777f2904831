-- The day of a municipality's first public idea: before it the service heard nobody.
SELECT min(p.created_on) FROM pin AS p WHERE p.municipality_id = :municipality_id
