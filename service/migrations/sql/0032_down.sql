DROP INDEX service.ix_pin_without_place;
