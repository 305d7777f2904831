-- The themes of a municipality in the order in which counts by theme are told.
SELECT id, names FROM theme WHERE municipality_id = :municipality_id ORDER BY sort_order, id
