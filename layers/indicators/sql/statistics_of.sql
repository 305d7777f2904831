-- Values with their states, an entry per area and variable; areas in the order of `boundaries.units`.
SELECT a.id AS area_id, s.variable_id, s.state, s.value
FROM area AS a JOIN statistic AS s ON s.area_id = a.id
WHERE a.municipality_id = :municipality_id AND a.kind = :kind
  AND s.variable_id = ANY (CAST(:variable_ids AS integer[]))
