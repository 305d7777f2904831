-- Public ideas in some areas by when they came; one that lies in several of them counts once.
SELECT count(DISTINCT p.id) FILTER (WHERE p.created_on >= :before_from AND p.created_on < :start_on) AS before,
       count(DISTINCT p.id) FILTER (WHERE p.created_on >= :start_on AND p.created_on < :after_to) AS after
FROM area AS a
JOIN membership AS m ON m.area_version_id = a.version_id AND m.subject_kind = 'pin'
JOIN pin AS p ON p.id = m.subject_id
WHERE a.municipality_id = :municipality_id AND a.kind = :kind AND a.code = ANY (CAST(:codes AS text[]))
