ALTER TABLE service.pin_number DROP COLUMN seed;
