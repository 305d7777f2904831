-- As activity_of_area, for a long time and a quiet area: it reads what lies in the area, however much happened
-- elsewhere. LATERAL with OFFSET 0 asks each source by its own key for one thing after another.
SELECT found.kind, found.happened_on, found.name, found.number, found.title, found.body, found.language,
       found.state, found.signature, found.takes_place_on, found.names, found.is_synthetic
FROM (
    SELECT a.*
    FROM membership AS m
    CROSS JOIN LATERAL (
        SELECT one.* FROM activity AS one
        WHERE one.subject_id = m.subject_id AND one.subject_kind = m.subject_kind
        OFFSET 0
    ) AS a
    WHERE m.area_version_id = :version_id
    UNION ALL
    SELECT a.* FROM activity AS a WHERE a.area_id = :area_id AND a.subject_kind = 'area'
    UNION ALL
    SELECT a.*
    FROM decision_area AS d JOIN activity AS a ON a.subject_id = d.decision_id AND a.subject_kind = 'decision'
    WHERE d.area_id = :area_id
) AS found
WHERE found.municipality_id = :municipality_id
  AND found.happened_on BETWEEN CAST(:since AS date) AND CAST(:until AS date)
  AND (CAST(:kinds AS text[]) IS NULL OR found.kind = ANY (CAST(:kinds AS text[])))
ORDER BY found.happened_on DESC, found.kind, found.name DESC, found.number DESC
LIMIT :limit
