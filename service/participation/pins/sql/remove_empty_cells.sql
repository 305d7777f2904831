-- A cell that lost its last pin goes, and with it what rounding left in its sums.
DELETE FROM service.pin_pyramid_cell WHERE pin_count = 0
