-- Figures of variables with the boundary that each was published on.
SELECT u.release, u.area_id, u.area_version_id, u.version, u.moved_from, s.variable_id, s.state, s.value
FROM public_api.figure_unit AS u
JOIN public_api.statistic AS s ON s.variable_id = u.variable_id AND s.area_id = u.area_id
WHERE u.municipality_id = :municipality_id AND u.kind = :kind
  AND u.variable_id = ANY (CAST(:variable_ids AS integer[]))
ORDER BY u.release, u.area_id
