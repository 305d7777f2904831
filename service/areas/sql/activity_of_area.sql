-- What happened in an area between two days, newest first: to what lies inside, to the boundary, and by
-- decisions that chose the area. For a season: it reads what happened in the municipality on these days.
SELECT found.kind, found.happened_on, found.name, found.number, found.title, found.body, found.language,
       found.state, found.signature, found.takes_place_on, found.names, found.is_synthetic
FROM (
    SELECT a.*
    FROM membership AS m JOIN activity AS a ON a.subject_id = m.subject_id AND a.subject_kind = m.subject_kind
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
