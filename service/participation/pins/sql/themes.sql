SELECT key, names, icon, colour FROM theme WHERE municipality_id = :municipality_id ORDER BY sort_order, key
