-- Decisions that were made on given boundary versions: each holds the version of every area in its table.
SELECT CAST(one.value ->> 'area_version_id' AS integer) AS version_id, d.slug, d.title, d.decided_at,
       EXISTS (SELECT FROM jsonb_array_elements(d.chosen) AS c
               WHERE c ->> 'code' = one.value ->> 'code') AS is_chosen
FROM decision AS d CROSS JOIN LATERAL jsonb_array_elements(d."table") AS one
WHERE d.municipality_id = :municipality_id
  AND CAST(one.value ->> 'area_version_id' AS integer) = ANY (CAST(:version_ids AS integer[]))
ORDER BY d.decided_at DESC, d.slug
