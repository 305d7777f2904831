-- What of a municipality still leads to somebody though its time is over: ideas so many months after they were last
-- touched, or as their campaign says (after it closed, where it closes); comments so many months after they were
-- written; drawings and walks so many months after their call or walk ended; statements and the signatures under them
-- so many months after they were last touched.
SELECT 'pin' AS kind, CAST(p.id AS text) AS id
FROM service.pin AS p LEFT JOIN service.campaign AS k ON k.id = p.campaign_id
WHERE p.municipality_id = :municipality_id
  AND CASE WHEN k.retention_months IS NULL THEN p.changed_at ELSE coalesce(k.closes_at, p.changed_at) END
      < now() - make_interval(months => coalesce(k.retention_months, :months))
  AND (p.edit_token_hash IS NOT NULL OR p.author_id IS NOT NULL OR p.accuracy_m IS NOT NULL
       OR (p.precision <> 'exact' AND p.geom IS DISTINCT FROM p.public_geom)
       OR EXISTS (SELECT FROM service.follow AS f
                  WHERE f.subject_kind = 'pin' AND f.subject_id = CAST(p.id AS text) AND f.role = 'author'))
UNION ALL
SELECT 'comment', CAST(c.id AS text)
FROM service.comment AS c
WHERE c.municipality_id = :municipality_id AND c.created_at < now() - make_interval(months => :months)
  AND c.staff_title = ''
  AND (c.author_name <> '' OR c.author_id IS NOT NULL OR c.edit_token_hash IS NOT NULL)
UNION ALL
SELECT 'area_drawing', CAST(d.id AS text)
FROM service.area_drawing AS d JOIN service.area_call AS k ON k.id = d.call_id
WHERE d.municipality_id = :municipality_id AND d.edit_token_hash <> ''
  AND k.closes_on < CAST(now() - make_interval(months => :months) AS date)
UNION ALL
SELECT 'walker', CAST(w.id AS text)
FROM service.walker AS w JOIN service.walk AS k ON k.id = w.walk_id
WHERE w.municipality_id = :municipality_id AND w.token_hash IS NOT NULL
  AND coalesce(k.ended_at, k.walked_at) < now() - make_interval(months => :months)
UNION ALL
SELECT 'statement', CAST(s.id AS text)
FROM service.statement AS s
WHERE s.municipality_id = :municipality_id AND s.changed_at < now() - make_interval(months => :months)
  AND (s.author_name <> '' OR s.author_id IS NOT NULL OR s.edit_token_hash IS NOT NULL
       OR EXISTS (SELECT FROM service.follow AS f
                  WHERE f.subject_kind = 'statement' AND f.subject_id = CAST(s.id AS text) AND f.role = 'author'))
UNION ALL
SELECT 'signature', CAST(g.id AS text)
FROM service.statement_signature AS g JOIN service.statement AS s ON s.id = g.statement_id
WHERE g.municipality_id = :municipality_id
  AND greatest(s.changed_at, g.confirmed_at) < now() - make_interval(months => :months)
  AND (g.name <> '' OR g.email IS NOT NULL OR g.person_id IS NOT NULL)
ORDER BY 1, 2
