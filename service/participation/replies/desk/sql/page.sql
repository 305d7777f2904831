SELECT s.*, u.names AS unit_names, person.display_name AS person_name
FROM sorted AS s
LEFT JOIN service.unit AS u ON u.id = s.unit_id
LEFT JOIN service.person AS person ON person.id = s.person_id
WHERE CASE CAST(:whose AS text) WHEN 'mine' THEN s.is_mine WHEN 'unit' THEN s.is_units WHEN 'nobody' THEN s.is_nobodys ELSE TRUE END
  AND CASE CAST(:show AS text) WHEN 'waiting' THEN s.is_waiting OR s.is_late WHEN 'late' THEN s.is_late WHEN 'open' THEN s.is_open
      WHEN 'ended' THEN NOT s.is_open ELSE TRUE END
ORDER BY s.is_late DESC, s.due_on NULLS LAST, s.created_on, s.reference, s.part_number
LIMIT :limit OFFSET :offset
