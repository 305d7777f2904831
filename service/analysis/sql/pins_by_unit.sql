-- Public ideas in each statistical unit. Membership was reckoned when an idea came or a boundary changed.
SELECT a.id AS area_id, count(*) AS pins
FROM area AS a
JOIN membership AS m ON m.area_version_id = a.version_id AND m.subject_kind = 'pin'
WHERE a.municipality_id = :municipality_id AND a.kind = :kind
GROUP BY a.id
