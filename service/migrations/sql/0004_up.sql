-- What has a place, in the terms that boundaries know. The features own the tables; these views are how
-- `boundaries` sees them without knowing any feature. A new kind of thing with a place joins here.
CREATE VIEW boundaries.placed_point AS
    SELECT CAST('pin' AS text) AS subject_kind, id AS subject_id, municipality_id,
           public_geom AS geom, CASE WHEN public_geom IS NULL THEN geom END AS unshown_geom
    FROM service.pin;

CREATE VIEW boundaries.placed_shape AS
    SELECT CAST('walk' AS text) AS subject_kind, id AS subject_id, municipality_id,
           CAST(route AS geometry) AS geom
    FROM service.walk
    UNION ALL
    SELECT CAST('proposal' AS text), id, municipality_id, CAST(geom AS geometry) FROM service.proposal;

-- Earlier boundaries of what anyone may see, with the reason of each change.
CREATE VIEW public_api.area_version AS
    SELECT v.id, v.area_id, v.number, v.area_m2, v.reason,
           CAST(v.valid_from AT TIME ZONE 'Europe/Helsinki' AS date) AS valid_from_on,
           CAST(v.valid_to AT TIME ZONE 'Europe/Helsinki' AS date) AS valid_to_on, v.geom
    FROM boundaries.area_version AS v JOIN boundaries.area AS a ON a.id = v.area_id
    WHERE a.state = 'published';

-- The running number tells a reader that keeps figures in memory when they were imported anew.
CREATE OR REPLACE VIEW public_api.statistic AS
    SELECT s.variable_id, s.area_id, s.state, s.value, s.id FROM layers.statistic AS s;
