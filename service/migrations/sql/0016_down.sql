DROP TABLE service.follow;
DROP VIEW public_api.decision_area;
DROP VIEW public_api.activity;
DROP INDEX service.ix_pin_state_change_day;
DROP INDEX service.ix_pin_public_shown;
DROP TRIGGER pin_first_showing ON service.pin;
DROP FUNCTION service.note_first_showing();
ALTER TABLE service.pin DROP COLUMN shown_at;
