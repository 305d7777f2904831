-- What was changed of an area besides its boundary, newest first.
SELECT c.revision, c.what, c.before, c.after, c.changed_as, c.signature, c.reason, c.changed_on
FROM area_change AS c
WHERE c.area_id = :area_id
ORDER BY c.revision DESC, c.id DESC
