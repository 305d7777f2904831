SELECT step_id, doubt_count FROM pin_doubts WHERE pin_id = :pin_id
