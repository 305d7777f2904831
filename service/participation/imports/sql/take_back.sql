-- Pins of an import that nobody has touched since, out of every public output; they can be brought over anew.
WITH untouched AS (
    SELECT p.id FROM service.pin AS p
    JOIN service.feedback_import_row AS r ON r.pin_id = p.id
    WHERE r.import_id = :import_id AND p.state = :state AND p.visibility IN ('public', 'pending')
      AND p.comment_count = 0 AND p.support_count = 0
    FOR UPDATE OF p
), forgotten AS (
    UPDATE service.pin_source AS o SET external_id = NULL FROM untouched AS u WHERE o.pin_id = u.id
), told AS (
    INSERT INTO service.pin_state_change (pin_id, state) SELECT u.id, 'withdrawn' FROM untouched AS u
)
UPDATE service.pin AS p SET visibility = 'withdrawn', state = 'withdrawn', changed_at = now()
FROM untouched AS u WHERE p.id = u.id
