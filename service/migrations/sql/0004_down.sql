DROP VIEW public_api.statistic;
CREATE VIEW public_api.statistic AS
    SELECT s.variable_id, s.area_id, s.state, s.value FROM layers.statistic AS s;
GRANT SELECT ON public_api.statistic TO aluekartta_service, aluekartta_public;
DROP VIEW public_api.area_version;
DROP VIEW boundaries.placed_shape;
DROP VIEW boundaries.placed_point;
