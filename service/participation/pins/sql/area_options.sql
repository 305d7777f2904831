SELECT slug, names, kind FROM area WHERE municipality_id = :municipality_id
