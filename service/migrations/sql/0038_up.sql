-- Numbers in the order of sending would tell which ideas likely have one author. The running number is turned into
-- another by a permutation with this secret (service/participation/pins/references.py). A year that has begun without
-- one ends without one: its numbers are given out in their order already.
ALTER TABLE service.pin_number ADD COLUMN seed uuid;
ALTER TABLE service.pin_number ALTER COLUMN seed SET DEFAULT gen_random_uuid();
