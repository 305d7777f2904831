-- A mark that changes whenever the partitions of a municipality do.
SELECT coalesce(array_agg(id ORDER BY id), CAST(ARRAY[] AS integer[])) AS ids
FROM partition
WHERE municipality_id = :municipality_id
