-- What the columns of an edition mean.
SELECT id, key, edition, names, unit, year, is_count, source FROM variable WHERE edition = :edition
