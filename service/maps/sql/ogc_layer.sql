        SELECT f.id AS key, f.geom, CAST(NULL AS date) AS moment, f.code, f.names ->> 'fi' AS name_fi,
               f.names ->> 'sv' AS name_sv, f.names ->> 'en' AS name_en, l.source, l.licence, l.is_synthetic{attributes}
        FROM layer_feature AS f JOIN layer AS l ON l.id = f.layer_id
        WHERE f.layer_id = CAST(:layer AS integer) AND f.municipality_id = CAST(:municipality AS integer)
