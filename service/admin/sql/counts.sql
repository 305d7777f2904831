-- How much waits and is hidden; each visibility is a range of an index. What people have reported waits too. Ideas
-- that wait outside the municipality are a list of their own.
WITH waiting AS (
    SELECT 'pin' AS kind, CAST(id AS text) AS id FROM service.pin
    WHERE municipality_id = :municipality_id AND visibility = 'pending' AND waits_for <> 'outside'
    UNION
    SELECT 'comment', CAST(id AS text) FROM service.comment
    WHERE municipality_id = :municipality_id AND visibility = 'pending'
    UNION
    SELECT 'photo', CAST(id AS text) FROM service.photo
    WHERE municipality_id = :municipality_id AND visibility = 'pending'
    UNION
    SELECT 'statement', CAST(id AS text) FROM service.statement
    WHERE municipality_id = :municipality_id AND visibility = 'pending'
    UNION
    SELECT 'signature', CAST(id AS text) FROM service.statement_signature
    WHERE municipality_id = :municipality_id AND name_waits AND is_name_public AND NOT is_name_hidden
      AND confirmed_at IS NOT NULL
    UNION
    SELECT r.subject_kind, r.subject_id FROM service.report AS r
    WHERE r.municipality_id = :municipality_id AND r.resolved_at IS NULL AND CASE r.subject_kind
        WHEN 'pin' THEN EXISTS (
            SELECT FROM service.pin AS s WHERE s.id = CAST(r.subject_id AS uuid) AND s.visibility = 'public')
        WHEN 'comment' THEN EXISTS (
            SELECT FROM service.comment AS s WHERE s.id = CAST(r.subject_id AS uuid) AND s.visibility = 'public')
        WHEN 'photo' THEN EXISTS (
            SELECT FROM service.photo AS s WHERE s.id = CAST(r.subject_id AS uuid) AND s.visibility = 'public')
        WHEN 'observation' THEN EXISTS (
            SELECT FROM service.observation AS s WHERE s.key = CAST(r.subject_id AS uuid) AND s.visibility = 'public')
        WHEN 'statement' THEN EXISTS (
            SELECT FROM service.statement AS s WHERE s.id = CAST(r.subject_id AS uuid) AND s.visibility = 'public')
        WHEN 'area' THEN EXISTS (
            SELECT FROM boundaries.area AS s
            WHERE s.municipality_id = r.municipality_id AND s.slug = r.subject_id AND s.state = 'published')
        ELSE false END
)
SELECT (SELECT count(*) FROM waiting) AS waiting,
       (SELECT count(*) FROM service.pin WHERE municipality_id = :municipality_id AND visibility = 'hidden')
       + (SELECT count(*) FROM service.comment WHERE municipality_id = :municipality_id AND visibility = 'hidden')
       + (SELECT count(*) FROM service.photo WHERE municipality_id = :municipality_id AND visibility = 'hidden')
       + (SELECT count(*) FROM service.observation AS o JOIN service.walk AS w ON w.id = o.walk_id
          WHERE w.municipality_id = :municipality_id AND o.visibility = 'hidden')
       + (SELECT count(*) FROM service.statement WHERE municipality_id = :municipality_id AND visibility = 'hidden')
       + (SELECT count(*) FROM service.statement_signature
          WHERE municipality_id = :municipality_id AND is_name_hidden AND confirmed_at IS NOT NULL AND name <> '')
       AS hidden,
       (SELECT count(*) FROM service.pin WHERE municipality_id = :municipality_id AND visibility = 'pending'
               AND waits_for = 'outside')
       AS outside
