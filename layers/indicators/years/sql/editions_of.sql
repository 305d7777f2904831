-- Every release that has figures of some variables in the units of a kind, with what each variable means there.
SELECT v.id, v.key, v.edition, v.year, v.is_count, v.source, u.release
FROM public_api.variable AS v
JOIN LATERAL (SELECT f.release FROM public_api.figure_unit AS f
              JOIN public_api.statistic AS s ON s.variable_id = f.variable_id AND s.area_id = f.area_id
              WHERE f.variable_id = v.id AND f.municipality_id = :municipality_id AND f.kind = :kind
              LIMIT 1) AS u ON true
WHERE v.key = ANY (CAST(:keys AS text[])) AND v.year IS NOT NULL
ORDER BY u.release, v.key
