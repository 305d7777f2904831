-- How much waits and is hidden; each visibility is a range of an index.
SELECT (SELECT count(*) FROM service.pin WHERE municipality_id = :municipality_id AND visibility = 'pending')
       + (SELECT count(*) FROM service.comment WHERE municipality_id = :municipality_id AND visibility = 'pending')
       AS waiting,
       (SELECT count(*) FROM service.pin WHERE municipality_id = :municipality_id AND visibility = 'hidden')
       + (SELECT count(*) FROM service.comment WHERE municipality_id = :municipality_id AND visibility = 'hidden')
       AS hidden
