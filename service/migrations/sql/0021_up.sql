-- A member of an area's board: a role that is tied to the area. It is no staff role.
ALTER TABLE service.role_grant
    ADD COLUMN area_id integer
        CONSTRAINT fk_role_grant_area_id_area REFERENCES boundaries.area (id) ON DELETE CASCADE,
    ADD COLUMN granted_at timestamptz DEFAULT now() NOT NULL,
    DROP CONSTRAINT ck_role_grant_role,
    DROP CONSTRAINT uq_role_grant_person_id_municipality_id_role,
    ADD CONSTRAINT ck_role_grant_role
        CHECK (role IN ('planner','official','moderator','administrator','area_board')),
    ADD CONSTRAINT ck_role_grant_area CHECK ((role = 'area_board') = (area_id IS NOT NULL)),
    ADD CONSTRAINT uq_role_grant_person_id_municipality_id_role_area_id
        UNIQUE NULLS NOT DISTINCT (person_id, municipality_id, role, area_id);
CREATE INDEX ix_role_grant_municipality_id ON service.role_grant (municipality_id, role);

-- Whether somebody has a role in another municipality than the request's, which the wall hides. It tells no more
-- than that.
CREATE FUNCTION service.has_role_elsewhere(person uuid, home integer) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT FROM service.role_grant AS r WHERE r.person_id = person AND r.municipality_id <> home)
$$;
REVOKE ALL ON FUNCTION service.has_role_elsewhere(uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION service.has_role_elsewhere(uuid, integer) TO aluekartta_service;

-- Who of the staff opened what of a person's data. Kept as long as the person has an account.
CREATE TABLE service.personal_access (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_personal_access PRIMARY KEY,
    municipality_id integer NOT NULL
        CONSTRAINT fk_personal_access_municipality_id_municipality REFERENCES boundaries.municipality (id),
    person_id uuid NOT NULL
        CONSTRAINT fk_personal_access_person_id_person REFERENCES service.person (id) ON DELETE CASCADE,
    opened_by uuid NOT NULL,
    what varchar NOT NULL,
    at timestamptz DEFAULT now() NOT NULL
);
CREATE INDEX ix_personal_access_person_id ON service.personal_access (person_id, at DESC);
CREATE INDEX ix_personal_access_municipality_id ON service.personal_access (municipality_id, at DESC);
REVOKE UPDATE, DELETE ON service.personal_access FROM aluekartta_service;

SELECT service.wall_in();
