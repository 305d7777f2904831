-- The public layers of a municipality, as a reader of the catalogue needs them.
SELECT key, kind, names, source, licence, attribution, valid_on, is_synthetic, style
FROM public_api.layer
WHERE municipality_id = :municipality_id
ORDER BY sort_order, key
