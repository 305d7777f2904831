-- The reference of a public pin.
SELECT reference FROM pin WHERE id = :pin_id AND municipality_id = :municipality_id
