DROP VIEW public_api.area_tie;
DROP VIEW public_api.area_being_counted;
CREATE OR REPLACE VIEW public_api.membership AS
    SELECT m.subject_kind, m.subject_id, m.area_version_id, m.share
    FROM boundaries.membership AS m
    WHERE m.subject_kind <> 'pin'
       OR EXISTS (SELECT 1 FROM service.pin AS p WHERE p.id = m.subject_id AND p.visibility = 'public');
DO $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW public_api.area AS '
        || replace(pg_get_viewdef('public_api.area', TRUE), 'v.contents_id AS version_id', 'v.id AS version_id');
    EXECUTE 'CREATE OR REPLACE VIEW public_api.area_piece AS '
        || replace(pg_get_viewdef('public_api.area_piece', TRUE), 'v.contents_id AS area_version_id', 'p.area_version_id');
END $$;
DROP TRIGGER own_contents ON boundaries.area_version;
DROP FUNCTION boundaries.own_contents();
ALTER TABLE boundaries.area_version DROP COLUMN contents_id;
DROP TRIGGER areas_noted ON service.pin;
DROP TRIGGER areas_noted_again ON service.pin;
DROP TRIGGER areas_forgotten ON service.pin;
DROP TRIGGER areas_noted ON service.walk;
DROP TRIGGER areas_noted_again ON service.walk;
DROP TRIGGER areas_forgotten ON service.walk;
DROP TRIGGER areas_noted ON service.observation;
DROP TRIGGER areas_forgotten ON service.observation;
DROP TRIGGER areas_noted ON service.proposal;
DROP TRIGGER areas_noted_again ON service.proposal;
DROP TRIGGER areas_forgotten ON service.proposal;
DROP FUNCTION service.note_pin_areas();
DROP FUNCTION service.note_walk_areas();
DROP FUNCTION service.note_observation_areas();
DROP FUNCTION service.note_proposal_areas();
DROP FUNCTION service.forget_areas();
DROP FUNCTION boundaries.note_shape(text, uuid, integer, geometry);
DROP FUNCTION boundaries.note_point(text, uuid, integer, geometry, geometry, integer);
DROP FUNCTION boundaries.forget_place(text, uuid);
DROP FUNCTION boundaries.hold_boundaries(integer);
DROP FUNCTION boundaries.official_kinds();
DROP TABLE boundaries.recount;
DROP FUNCTION service.ask_for_recount();
DELETE FROM boundaries.membership WHERE subject_kind = 'observation';
DROP VIEW boundaries.placed_point;
CREATE VIEW boundaries.placed_point AS
    SELECT CAST('pin' AS text) AS subject_kind, id AS subject_id, municipality_id,
           public_geom AS geom, CASE WHEN public_geom IS NULL THEN geom END AS unshown_geom
    FROM service.pin;
CREATE OR REPLACE VIEW boundaries.placed_shape AS
    SELECT CAST('walk' AS text) AS subject_kind, id AS subject_id, municipality_id,
           CAST(route AS geometry) AS geom
    FROM service.walk
    UNION ALL
    SELECT CAST('proposal' AS text), id, municipality_id, CAST(geom AS geometry) FROM service.proposal;
ALTER TABLE service.observation DROP COLUMN key;
DROP INDEX service.ix_pin_unshown_geom;
ALTER TABLE service.pin DROP COLUMN named_area_id, DROP COLUMN waits_for;
