SELECT w.unit_id, u.names AS unit_names, w.received_on, w.promised_on, w.due_on, w.answered_on, w.ended_on
FROM pin_wait AS w LEFT JOIN unit AS u ON u.id = w.unit_id
WHERE w.pin_id = :pin_id
