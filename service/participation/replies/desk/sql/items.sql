-- What staff has before it: one row for each public input, or for each part of one that is split. Late first.
-- Whoever is named looks after it; else the unit of the part, of the whole, or the one its theme and area fall to.
-- A first answer is due by the day that was promised or set; a later step by the day that was set for it.
WITH item AS (
    SELECT p.id AS pin_id, p.reference, p.title, p.body, p.language, p.theme, p.created_on, p.support_count,
           p.is_synthetic, COALESCE(part.number, 0) AS part_number, part.text AS part_text,
           COALESCE(CAST(part.state AS text), p.state) AS state,
           COALESCE(part.unit_id, w.unit_id) AS unit_id,
           COALESCE(part.person_id, CASE WHEN part.unit_id IS NULL THEN whole.person_id END) AS person_id,
           CASE WHEN COALESCE(CAST(part.state AS text), p.state) = 'received'
                THEN COALESCE(part.due_on, w.due_on, w.promised_on)
                WHEN COALESCE(CAST(part.state AS text), p.state) IN ('considered','accepted','partly','in_progress')
                THEN COALESCE(part.due_on, w.due_on) END AS due_on
    FROM public_api.pin AS p
    JOIN public_api.pin_wait AS w ON w.pin_id = p.id
    LEFT JOIN service.pin_part AS whole ON whole.pin_id = p.id AND whole.number = 0
    LEFT JOIN service.pin_part AS part ON part.pin_id = p.id AND part.number > 0
    WHERE p.municipality_id = :municipality_id
      AND (CAST(:theme AS text) IS NULL OR p.theme = :theme)
      AND (CAST(:words AS text) IS NULL OR p.search @@ to_tsquery('simple', :words))
      AND (CAST(:reference AS text) IS NULL OR p.reference = :reference)
      AND (CAST(:area AS text) IS NULL OR p.id IN (
            SELECT m.subject_id
            FROM public_api.area AS a
            JOIN boundaries.membership AS m ON m.area_version_id = a.version_id AND m.subject_kind = 'pin'
            WHERE a.municipality_id = :municipality_id AND a.slug = :area))
), sorted AS MATERIALIZED (
    SELECT item.*, COALESCE(item.due_on < CAST(:today AS date), FALSE) AS is_late,
           item.state = 'received' AS is_waiting,
           item.state IN ('received','considered','accepted','partly','in_progress') AS is_open,
           item.person_id = CAST(:person_id AS uuid) AS is_mine,
           item.unit_id = ANY (CAST(:unit_ids AS integer[])) AS is_units,
           item.unit_id IS NULL AND item.person_id IS NULL AS is_nobodys
    FROM item
    WHERE CAST(:unit AS integer) IS NULL OR item.unit_id = :unit
)
