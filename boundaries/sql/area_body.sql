-- The board, panel or table that speaks for an area.
SELECT b.kind, b.names, b.term_from, b.term_to, b.contact, b.seats FROM area_body AS b WHERE b.area_id = :area_id
