        SELECT d.slug || '.' || d.area_slug AS key, a.geom, d.decided_on AS moment, d.slug, d.title, d.area_slug AS area,
               d.area_names ->> 'fi' AS area_fi, d.area_names ->> 'sv' AS area_sv, d.reason, d.decided_on, d.is_synthetic
        FROM decision_area AS d JOIN area AS a ON a.id = d.area_id
        WHERE d.municipality_id = CAST(:municipality AS integer)
