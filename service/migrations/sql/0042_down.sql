DROP VIEW public_api.figure_unit;
DROP TRIGGER statistic_units_noted ON layers.statistic;
DROP FUNCTION layers.note_release_units();
DROP TABLE layers.release_unit;
DROP FUNCTION layers.release_of(varchar, varchar, integer);
