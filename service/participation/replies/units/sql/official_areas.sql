SELECT a.slug, a.names FROM public_api.area AS a WHERE a.municipality_id = :municipality_id AND a.kind <> 'resident'
