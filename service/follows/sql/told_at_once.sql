-- What an address was told at once since a day.
SELECT n.kind, n.source
FROM service.notice_letter AS l JOIN service.notice AS n ON n.id = l.notice_id
WHERE l.municipality_id = :municipality_id AND l.address_hash = :address AND l.sent_at IS NOT NULL
  AND n.at >= CAST(:since AS date) - 1
