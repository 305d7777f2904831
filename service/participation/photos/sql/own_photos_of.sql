-- All photos of things of one kind, in order: only for their sender and officials.
SELECT subject_id, id, number, alt, language, width, height, visibility, is_synthetic,
       redacted_at IS NOT NULL AS is_redacted, left(encode(sha256, 'hex'), 16) AS version
FROM service.photo
WHERE subject_kind = :kind AND subject_id = ANY(CAST(:ids AS uuid[]))
ORDER BY subject_id, number
