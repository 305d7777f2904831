-- How many public ideas stand behind a proposal or a decision, in all and by area. An idea of which one part was
-- used and another was not counts in both columns and once in the sum.
WITH link AS (
    SELECT l.pin_id, l.relation
    FROM answer_link AS l
    WHERE l.municipality_id = :municipality_id AND l.target_kind = :kind AND l.target_slug = :slug AND l.is_newest
), spread AS (
    SELECT '' AS slug, CAST(NULL AS jsonb) AS names, link.pin_id, link.relation FROM link
    UNION ALL
    SELECT a.slug, a.names, link.pin_id, link.relation
    FROM link
    JOIN membership AS m ON m.subject_kind = 'pin' AND m.subject_id = link.pin_id
    JOIN area AS a ON a.version_id = m.area_version_id AND a.kind = ANY (CAST(:kinds AS text[]))
)
SELECT s.slug, s.names,
       count(DISTINCT s.pin_id) FILTER (WHERE s.relation = 'used') AS used,
       count(DISTINCT s.pin_id) FILTER (WHERE s.relation = 'partly') AS partly,
       count(DISTINCT s.pin_id) FILTER (WHERE s.relation = 'not_used') AS not_used,
       count(DISTINCT s.pin_id) AS total
FROM spread AS s
GROUP BY s.slug, s.names
ORDER BY s.slug <> '', count(DISTINCT s.pin_id) DESC, s.slug
