-- One part of a ready surface's body.
SELECT s.body #> CAST(:path AS text[]) AS part
FROM heat_surface AS s
WHERE s.municipality_id = :municipality_id AND s.stamp = :stamp AND s.state = 'ready'
