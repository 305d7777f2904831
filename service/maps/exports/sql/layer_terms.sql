-- What the catalogue says of a layer's terms.
SELECT licence, attribution FROM layer WHERE municipality_id = CAST(:municipality AS integer) AND key = CAST(:key AS text)
