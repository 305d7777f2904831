DROP TABLE service.personal_access;
DROP FUNCTION service.has_role_elsewhere(uuid, integer);
DROP INDEX service.ix_role_grant_municipality_id;
-- The earlier form knows no board members.
DELETE FROM service.role_grant WHERE role = 'area_board';
ALTER TABLE service.role_grant
    DROP CONSTRAINT uq_role_grant_person_id_municipality_id_role_area_id,
    DROP CONSTRAINT ck_role_grant_area,
    DROP CONSTRAINT ck_role_grant_role,
    DROP COLUMN area_id,
    DROP COLUMN granted_at,
    ADD CONSTRAINT ck_role_grant_role CHECK (role IN ('planner','official','moderator','administrator')),
    ADD CONSTRAINT uq_role_grant_person_id_municipality_id_role UNIQUE (person_id, municipality_id, role);
