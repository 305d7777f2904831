-- Who looks after a public input: the unit that was named, or the one that its theme and area fall to.
SELECT w.unit_id, whole.unit_id AS named_unit_id, u.names AS unit_names, whole.person_id,
       person.display_name AS person_name, whole.due_on, w.promised_on, w.answered_on, w.received_on
FROM public_api.pin_wait AS w
LEFT JOIN service.pin_part AS whole ON whole.pin_id = w.pin_id AND whole.number = 0
LEFT JOIN service.unit AS u ON u.id = w.unit_id
LEFT JOIN service.person AS person ON person.id = whole.person_id
WHERE w.pin_id = :pin_id
