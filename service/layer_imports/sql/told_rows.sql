-- Features with something to say, what is left out first: an unknown letter is something to say.
SELECT number, "values", findings, fate, ST_Dimension(geom) AS dimension,
       coalesce(ST_Area(geom), 0) AS area_m2
FROM (/*fates*/) AS fated
WHERE NOT CAST(:only_told AS boolean) OR fate <> 'taken' OR findings <> '[]'
   OR (CAST(:column AS text) <> '' AND left(btrim(coalesce("values" ->> CAST(:column AS text), '')), 40) = ANY (CAST(:unknown AS text[])))
ORDER BY CASE WHEN CAST(:only_told AS boolean) THEN CASE fate WHEN 'left_out' THEN 0 WHEN 'line' THEN 1 WHEN 'point' THEN 1 WHEN 'repaired' THEN 2
         WHEN 'taken' THEN 3 ELSE 4 END ELSE 0 END, number
LIMIT :most
