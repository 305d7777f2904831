-- An area and all above it in the hierarchy; UNION ends even on a ring.
WITH RECURSIVE above AS (
    SELECT a.id, a.parent_id FROM boundaries.area AS a WHERE a.id = :area_id
    UNION
    SELECT p.id, p.parent_id FROM boundaries.area AS p JOIN above ON p.id = above.parent_id
)
SELECT id FROM above
