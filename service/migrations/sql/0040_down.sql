DROP VIEW public_api.own_edition_change;
DROP VIEW public_api.own_edition;
DROP VIEW public_api.own_indicator;
DROP VIEW public_api.statistic;
CREATE VIEW public_api.statistic AS
    SELECT s.variable_id, s.area_id, s.state, s.value, s.id FROM layers.statistic AS s;
DROP VIEW public_api.variable;
CREATE VIEW public_api.variable AS
    SELECT id, key, edition, names, unit, year, is_count, source FROM layers.variable;
GRANT SELECT ON public_api.statistic, public_api.variable TO aluekartta_service, aluekartta_public;
DROP TABLE layers.own_edition;
DROP TABLE layers.own_indicator;
-- An earlier version knows no figures of a municipality's own.
DELETE FROM layers.variable WHERE municipality_id IS NOT NULL;
DROP POLICY municipality_read ON layers.variable;
DROP POLICY municipality_added ON layers.variable;
DROP POLICY municipality_changed ON layers.variable;
DROP POLICY municipality_removed ON layers.variable;
ALTER TABLE layers.variable
    DISABLE ROW LEVEL SECURITY,
    DROP CONSTRAINT uq_variable_municipality_id_key_edition,
    DROP COLUMN municipality_id,
    DROP COLUMN is_shown,
    ADD CONSTRAINT uq_variable_key_edition UNIQUE (key, edition);
