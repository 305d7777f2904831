-- The themes of a municipality in the order in which counts by theme are told, and with each how many public pins of it
-- an area holds without a place that anyone may see, by state and kind: those whose author named the area, and, in
-- an official one, those shown only as their area. There is a row of each theme, with no count where there is none.
-- While a boundary is counted, another's contents stand for it.
SELECT t.id, t.names, said.state, said.kind, coalesce(said.said_count, 0) AS said_count,
       EXISTS (SELECT 1 FROM area_being_counted AS c WHERE c.area_version_id = :version_id) AS is_being_counted
FROM theme AS t
LEFT JOIN (
    SELECT p.theme_id, p.state, p.kind, count(*) AS said_count
    FROM pin AS p
    JOIN membership AS m ON m.subject_kind = 'pin' AND m.subject_id = p.id AND m.area_version_id = :version_id
    WHERE p.municipality_id = :municipality_id AND p.geom IS NULL
    GROUP BY p.theme_id, p.state, p.kind
) AS said ON said.theme_id = t.id
WHERE t.municipality_id = :municipality_id
ORDER BY t.sort_order, t.id
