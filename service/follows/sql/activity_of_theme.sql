-- What happened to ideas and walks of one theme and on its path between two days, newest first, with what was said
-- below the theme. :page is the path of its page.
SELECT found.*
FROM (
    SELECT a.kind, a.happened_on, a.name, a.number, a.title, a.body, a.language, a.state, a.signature,
           a.takes_place_on, a.names, a.is_synthetic
    FROM activity AS a
    WHERE a.municipality_id = :municipality_id
      AND a.happened_on BETWEEN CAST(:since AS date) AND CAST(:until AS date)
      AND CASE a.subject_kind
          WHEN 'pin' THEN EXISTS (SELECT 1 FROM pin AS p WHERE p.id = a.subject_id AND p.theme_id = CAST(:id AS integer))
          WHEN 'walk' THEN EXISTS (SELECT 1 FROM walk AS w WHERE w.id = a.subject_id AND w.theme_id = CAST(:id AS integer))
          WHEN 'theme' THEN EXISTS (SELECT 1 FROM theme AS t WHERE t.id = CAST(:id AS integer) AND t.key = a.name)
          ELSE FALSE END
    UNION ALL
    SELECT 'commented', c.created_on, CAST(:page AS text),
           CAST(CAST('x' || left(md5(CAST(c.id AS text)), 7) AS bit(28)) AS integer), CAST(:title AS text),
           left(c.body, 400), c.language, CAST(c.id AS text), c.staff_title, CAST(NULL AS date),
           CAST(NULL AS jsonb), c.is_synthetic
    FROM comment AS c
    WHERE c.municipality_id = :municipality_id AND c.subject_kind = CAST(:kind AS text)
      AND c.subject_id = CAST(:id AS text)
) AS found
WHERE found.happened_on BETWEEN CAST(:since AS date) AND CAST(:until AS date)
ORDER BY found.happened_on DESC, found.kind, found.name DESC, found.number DESC
LIMIT :limit
