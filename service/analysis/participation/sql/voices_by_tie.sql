-- Public voices with the tie that their authors gave and the statistical unit that they lie in; for staff alone. Brought
-- together by grouping, as in ideas_gathered.sql.
WITH noted AS (
    SELECT p.id, p.tie, CAST(NULL AS integer) AS area_id
    FROM service.pin AS p
    JOIN public_api.pin AS shown ON shown.id = p.id
    WHERE p.municipality_id = :municipality_id
      AND p.id NOT IN (SELECT r.pin_id FROM public_api.pin_repeat AS r WHERE r.municipality_id = :municipality_id)
      AND (CAST(:theme AS text) IS NULL OR shown.theme = CAST(:theme AS text))
      AND (CAST(:campaign AS text) IS NULL OR shown.campaign = CAST(:campaign AS text))
      AND (CAST(:since AS date) IS NULL OR shown.created_on >= CAST(:since AS date))
      AND (CAST(:until AS date) IS NULL OR shown.created_on <= CAST(:until AS date))
    UNION ALL
    SELECT m.subject_id, NULL, a.id
    FROM public_api.area AS a
    JOIN public_api.membership AS m ON m.area_version_id = a.version_id AND m.subject_kind = 'pin'
    WHERE a.municipality_id = :municipality_id AND a.kind = :kind
)
SELECT CAST(id AS text) AS id, min(tie) AS tie, min(area_id) AS area_id
FROM noted
GROUP BY noted.id
HAVING min(tie) IS NOT NULL
ORDER BY noted.id
