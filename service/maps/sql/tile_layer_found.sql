-- The layer of a key, among those that the connection sees, that
-- there are features of, as its tiles need it: which attributes, since when it is so, and who may see it.
SELECT l.id, l.names, l.shown_attributes, CAST(l.changed_at AS text) AS stamp, l.visibility
FROM layer AS l
WHERE l.municipality_id = CAST(%(municipality)s AS integer) AND l.key = CAST(%(key)s AS text)
  AND EXISTS (SELECT FROM layer_feature AS f WHERE f.layer_id = l.id)
