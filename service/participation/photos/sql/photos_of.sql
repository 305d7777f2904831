-- Public photos of things of one kind, in order.
SELECT subject_id, id, number, alt, language, width, height, 'public' AS visibility, is_synthetic, is_redacted, version
FROM photo
WHERE subject_kind = :kind AND subject_id = ANY(CAST(:ids AS uuid[]))
ORDER BY subject_id, number
