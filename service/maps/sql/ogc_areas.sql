        SELECT a.slug AS key, a.geom, a.kind,
               jsonb_build_object(
                   'slug', a.slug, 'kind', a.kind, 'code', a.code, 'name_fi', a.names ->> 'fi',
                   'name_sv', a.names ->> 'sv', 'name_en', a.names ->> 'en', 'description', a.description,
                   'version', a.version, 'area_m2', a.area_m2, 'source', a.source,
                   'is_synthetic', a.is_synthetic) AS properties
        FROM area AS a
        WHERE a.municipality_id = CAST(:municipality AS integer)
