-- The current partitions of a municipality, newest data first.
SELECT id, source, title, year, edition, origin, epsg, west, south, cell_m, column_count, row_count, limits
FROM partition
WHERE municipality_id = :municipality_id
ORDER BY year DESC, id DESC
