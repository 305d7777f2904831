-- How much waits and is hidden; each visibility is a range of an index. Ideas that wait outside the municipality
-- are a list of their own.
SELECT (SELECT count(*) FROM service.pin WHERE municipality_id = :municipality_id AND visibility = 'pending'
               AND waits_for <> 'outside')
       + (SELECT count(*) FROM service.comment WHERE municipality_id = :municipality_id AND visibility = 'pending')
       AS waiting,
       (SELECT count(*) FROM service.pin WHERE municipality_id = :municipality_id AND visibility = 'hidden')
       + (SELECT count(*) FROM service.comment WHERE municipality_id = :municipality_id AND visibility = 'hidden')
       AS hidden,
       (SELECT count(*) FROM service.pin WHERE municipality_id = :municipality_id AND visibility = 'pending'
               AND waits_for = 'outside')
       AS outside
