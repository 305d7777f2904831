-- A batch of features of an import, as arrays of one length.
INSERT INTO service.layer_import_feature
    (import_id, municipality_id, number, "values", geom, is_inside, is_repaired, findings)
SELECT :import_id, :municipality_id, f.number, CAST(f.said AS jsonb), ST_GeomFromEWKB(f.shape), f.is_inside,
       f.is_repaired, CAST(f.findings AS jsonb)
FROM unnest(CAST(:numbers AS integer[]), CAST(:values AS text[]), CAST(:shapes AS bytea[]), CAST(:inside AS boolean[]),
            CAST(:repaired AS boolean[]), CAST(:findings AS text[]))
     AS f (number, said, shape, is_inside, is_repaired, findings)
