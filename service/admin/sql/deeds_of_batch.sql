-- What one press did, in one order for all who undo.
SELECT subject_kind, subject_id, action, detail
FROM service.audit_entry
WHERE municipality_id = :municipality_id AND detail ->> 'batch' = :batch AND detail ->> 'batch' <> ''
ORDER BY subject_kind, subject_id
