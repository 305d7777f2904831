-- What becomes of each feature of an import. Where only areas are wanted, lines and points are not
-- taken; what lies outside the municipality only on demand.
SELECT f.number, f."values", f.geom, f.findings, f.is_repaired, f.is_inside,
       CASE WHEN f.geom IS NULL THEN 'left_out'
            WHEN CAST(:areas AS boolean) AND ST_Dimension(f.geom) = 1 THEN 'line'
            WHEN CAST(:areas AS boolean) AND ST_Dimension(f.geom) = 0 THEN 'point'
            WHEN NOT f.is_inside AND NOT CAST(:outside AS boolean) THEN 'outside'
            WHEN f.is_repaired THEN 'repaired'
            ELSE 'taken' END AS fate
FROM service.layer_import_feature AS f
WHERE f.import_id = :import_id
