SELECT a.days FROM answer_promise AS a
WHERE a.municipality_id = :municipality_id AND a.unit_id IS NULL
ORDER BY a.since DESC LIMIT 1
