-- A mark of what each input says and how it was answered, which any change of either changes. It begins with a
-- letter, so that no spreadsheet takes it for a number.
SELECT p.id AS pin_id, p.reference,
       'v' || left(encode(sha256(convert_to(concat_ws('|', p.id, p.state, p.title, p.body, p.theme_id, (
           SELECT max(c.id) FROM service.pin_state_change AS c WHERE c.pin_id = p.id), (
           SELECT string_agg(concat_ws(':', part.number, part.text, part.state), '|' ORDER BY part.number)
           FROM service.pin_part AS part WHERE part.pin_id = p.id AND part.number > 0)), 'UTF8')), 'hex'), 12) AS version
FROM service.pin AS p
WHERE p.municipality_id = :municipality_id AND p.visibility = 'public' AND p.reference = ANY (CAST(:refs AS text[]))
