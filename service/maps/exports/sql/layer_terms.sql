-- What the catalogue says of a layer's terms.
SELECT licence, licence_url, attribution FROM layer WHERE municipality_id = CAST(:municipality AS integer) AND key = CAST(:key AS text)
