-- What became of the steps of a theme's path, step by step, oldest first, with what stood before each change.
SELECT c.step_id, c.month, c.texts, c.state, c.reasons, c.signature, c.changed_on, c.month_before, c.texts_before,
       c.state_before
FROM theme_step_change AS c
WHERE c.theme_id = :theme_id
ORDER BY c.step_id, c.id
