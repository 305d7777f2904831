-- The public layer of a key that there are features of, as its tiles need it: which attributes, and since when it is so.
SELECT l.id, l.names, l.shown_attributes, CAST(l.changed_at AS text) AS stamp
FROM layer AS l
WHERE l.municipality_id = CAST(%(municipality)s AS integer) AND l.key = CAST(%(key)s AS text)
  AND EXISTS (SELECT FROM layer_feature AS f WHERE f.layer_id = l.id)
