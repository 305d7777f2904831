-- What happened, kept only when somebody asked to be told of it at once.
INSERT INTO service.notice (municipality_id, kind, subject_kind, subject_id, source)
SELECT CAST(:municipality_id AS integer), CAST(:kind AS text), CAST(:subject_kind AS text),
       CAST(:subject_id AS text), CAST(:source AS text)
WHERE EXISTS (
    SELECT 1 FROM service.follow AS f
    WHERE f.municipality_id = CAST(:municipality_id AS integer)
      AND f.subject_kind = CAST(:subject_kind AS text) AND f.subject_id = CAST(:subject_id AS text)
      AND f.rhythm = 'at_once' AND f.confirmed_at IS NOT NULL
)
ON CONFLICT (kind, source) DO NOTHING
RETURNING id
