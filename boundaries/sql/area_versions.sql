-- All boundary versions of a published or ended area, newest first.
SELECT v.number, v.area_m2, v.reason, v.valid_from_on, v.valid_to_on, v.id, v.changed_as, v.signature,
       v.restored_from
FROM area_version AS v
WHERE v.area_id = :area_id
ORDER BY v.number DESC
