-- A municipality's own indicators, each with its newest edition that is shown.
SELECT DISTINCT ON (i.key) i.key, i.domain, i.kind, i.names, i.meaning, i.of_whom, i.unit, i.more_is_need,
       i.minimum_base, i.treatment, i.is_synthetic, e.edition, e.year, e.source, e.licence, e.parts, e.note
FROM own_indicator AS i JOIN own_edition AS e ON e.indicator_id = i.id
WHERE i.municipality_id = :municipality_id
ORDER BY i.key, e.edition DESC
