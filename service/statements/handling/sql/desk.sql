-- Statements before those who handle them: what is sent and not hidden; the oldest first among what waits.
SELECT s.reference, s.title, s.body, s.language, s.about, s.part, s.paragraph, s.state, s.outcome, s.visibility,
       s.on_behalf, s.author_name, s.received_on, s.late_reason, s.is_synthetic, p.slug AS proposal_slug,
       p.title AS proposal_title, s.kind, b.votes_for, b.votes_against, b.votes_abstained,
       (SELECT CAST(count(*) AS integer) FROM service.statement_segment AS g WHERE g.statement_id = s.id) AS segments,
       (SELECT CAST(count(*) AS integer) FROM service.statement_segment AS g
        WHERE g.statement_id = s.id AND g.is_approved) AS approved,
       (SELECT CAST(count(*) AS integer) FROM service.statement_signature AS g
        WHERE g.statement_id = s.id AND g.confirmed_at IS NOT NULL) AS signatures,
       CAST(count(*) OVER () AS integer) AS total
FROM service.statement AS s
JOIN service.proposal AS p ON p.id = s.proposal_id
LEFT JOIN service.body_statement AS b ON b.statement_id = s.id
WHERE s.municipality_id = :municipality_id AND s.visibility IN ('public', 'pending')
  AND (CAST(:proposal AS text) IS NULL OR p.slug = :proposal)
  AND (CAST(:about AS text) IS NULL OR s.about = :about)
  AND CASE CAST(:show AS text) WHEN 'new' THEN s.state = 'received' WHEN 'in_hand' THEN s.state = 'in_hand'
      WHEN 'answered' THEN s.state = 'answered' WHEN 'waiting' THEN s.state <> 'answered' ELSE TRUE END
  AND (CAST(:q AS text) IS NULL OR s.reference = upper(CAST(:q AS text))
       OR strpos(lower(concat_ws(' ', s.title, s.body, s.quote, s.on_behalf, s.author_name)), lower(:q)) > 0)
  AND (CAST(:area AS text) IS NULL OR EXISTS (
        SELECT FROM public_api.area AS a
        JOIN boundaries.area_piece AS piece ON piece.area_version_id = a.version_id
        WHERE a.municipality_id = :municipality_id AND a.slug = :area
          AND ST_Intersects(piece.geom, coalesce(s.geom, p.geom))))
  AND (CAST(:tag AS text) IS NULL OR EXISTS (
        SELECT FROM service.statement_segment AS g
        WHERE g.statement_id = s.id AND CAST(:tag AS text) = ANY (g.tags)))
  AND (NOT CAST(:mine AS boolean) OR EXISTS (
        SELECT FROM service.statement_segment AS g
        WHERE g.statement_id = s.id AND g.person_id = CAST(:person_id AS uuid) AND NOT g.is_approved))
ORDER BY s.state = 'answered', s.received_on, s.reference
LIMIT :limit OFFSET :offset
