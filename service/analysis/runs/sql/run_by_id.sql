SELECT id, kind, state, progress, result, message
FROM analysis_run
WHERE municipality_id = :municipality_id AND id = :id
