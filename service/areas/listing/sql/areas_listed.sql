-- A page of published areas, sorted; figures of people are those that are published for the area itself.
-- The number of ideas is counted for the page alone.
WITH matching AS (
    SELECT a.id, a.kind, a.slug, a.code, a.names, a.is_synthetic, a.version_id, a.area_m2,
           r.state AS residents_state, r.value AS residents, h.state AS homes_state, h.value AS homes,
           lower(COALESCE(a.names ->> :language, a.names ->> 'fi', a.slug)) AS sort_name
    FROM area AS a
    LEFT JOIN statistic AS r ON r.area_id = a.id AND r.variable_id = CAST(:residents_id AS integer)
    LEFT JOIN statistic AS h ON h.area_id = a.id AND h.variable_id = CAST(:homes_id AS integer)
    WHERE a.municipality_id = :municipality_id
      AND (CAST(:kind AS text) IS NULL OR a.kind = :kind)
      AND (CAST(:pattern AS text) IS NULL
           OR a.code ILIKE :pattern
           OR EXISTS (SELECT 1 FROM jsonb_each_text(a.names) AS n(language, name) WHERE n.name ILIKE :pattern))
), page AS (
    SELECT m.*, count(*) OVER () AS total
    FROM matching AS m
    ORDER BY CASE :sort WHEN 'size' THEN m.area_m2 WHEN 'residents' THEN m.residents WHEN 'homes' THEN m.homes END
             DESC NULLS LAST,
             m.sort_name, m.id
    LIMIT :limit OFFSET :offset
)
SELECT p.id, p.kind, p.slug, p.code, p.names, p.is_synthetic, p.version_id, p.area_m2, p.total,
       p.residents_state, p.residents, p.homes_state, p.homes,
       (SELECT count(*) FROM membership AS i
        WHERE i.area_version_id = p.version_id AND i.subject_kind = 'pin') AS pin_count
FROM page AS p
ORDER BY CASE :sort WHEN 'size' THEN p.area_m2 WHEN 'residents' THEN p.residents WHEN 'homes' THEN p.homes END
         DESC NULLS LAST,
         p.sort_name, p.id
