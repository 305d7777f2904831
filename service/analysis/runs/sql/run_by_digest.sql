-- A run of one kind by the hash of what it is made of.
SELECT id, kind, state, progress, result, message
FROM analysis_run
WHERE municipality_id = :municipality_id AND kind = :kind AND digest = :digest
