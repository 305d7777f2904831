SELECT pin_id, kind, name, held_on, said_on FROM pin_source WHERE pin_id = ANY (:pin_ids)
