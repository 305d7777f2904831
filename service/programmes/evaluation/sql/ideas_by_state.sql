-- What became of the public ideas in some areas since a day.
SELECT p.state, count(DISTINCT p.id) AS ideas
FROM area AS a
JOIN membership AS m ON m.area_version_id = a.version_id AND m.subject_kind = 'pin'
JOIN pin AS p ON p.id = m.subject_id
WHERE a.municipality_id = :municipality_id AND a.kind = :kind AND a.code = ANY (CAST(:codes AS text[]))
  AND p.created_on >= :since
GROUP BY p.state
