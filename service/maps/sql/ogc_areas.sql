        SELECT a.slug AS key, a.geom, CAST(NULL AS date) AS moment, a.slug, a.kind, a.code, a.names ->> 'fi' AS name_fi,
               a.names ->> 'sv' AS name_sv, a.names ->> 'en' AS name_en, a.description, a.version, a.area_m2, a.source,
               a.is_synthetic
        FROM area AS a
        WHERE a.municipality_id = CAST(:municipality AS integer)
