-- All public ideas of a municipality by where they are: in a unit, with a point outside all units, nowhere.
WITH placed AS (
    SELECT DISTINCT m.subject_id
    FROM membership AS m JOIN area AS a ON a.version_id = m.area_version_id
    WHERE m.subject_kind = 'pin' AND a.municipality_id = :municipality_id AND a.kind = :kind
)
SELECT count(*) AS total,
       count(s.subject_id) AS in_areas,
       count(*) FILTER (WHERE s.subject_id IS NULL AND p.geom IS NOT NULL) AS outside_areas,
       count(*) FILTER (WHERE s.subject_id IS NULL AND p.geom IS NULL) AS without_point
FROM pin AS p LEFT JOIN placed AS s ON s.subject_id = p.id
WHERE p.municipality_id = :municipality_id
