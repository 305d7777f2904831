-- What the drawings of a call come to.
SELECT s.drawing_count, s.counted, s.drawings_hash, s.body, s.made_on
FROM agreement_surface AS s
WHERE s.municipality_id = :municipality_id AND s.call_id = :call_id
