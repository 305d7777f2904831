-- Photos of pins, of observations on walks and of comments. The bytes stand in a table of their own, so that lists
-- never touch them, and as they are: JPEG does not get smaller by packing it again.
CREATE TABLE service.photo (
    id uuid DEFAULT gen_random_uuid() NOT NULL CONSTRAINT pk_photo PRIMARY KEY,
    municipality_id integer NOT NULL
        CONSTRAINT fk_photo_municipality_id_municipality REFERENCES boundaries.municipality (id),
    subject_kind varchar NOT NULL
        CONSTRAINT ck_photo_subject_kind CHECK (subject_kind IN ('pin','observation','comment')),
    subject_id uuid NOT NULL,
    number smallint NOT NULL CONSTRAINT ck_photo_number CHECK (number BETWEEN 1 AND 3),
    alt varchar DEFAULT '' NOT NULL,
    language varchar DEFAULT 'fi' NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    byte_count integer NOT NULL,
    sha256 bytea NOT NULL,
    visibility varchar DEFAULT 'public' NOT NULL
        CONSTRAINT ck_photo_visibility CHECK (visibility IN ('public','pending','hidden')),
    client_id uuid,
    is_synthetic boolean DEFAULT false NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    redacted_at timestamptz,
    CONSTRAINT uq_photo_subject_kind_subject_id_number UNIQUE (subject_kind, subject_id, number),
    CONSTRAINT uq_photo_municipality_id_client_id UNIQUE (municipality_id, client_id)
);
CREATE INDEX ix_photo_moderated ON service.photo (municipality_id, visibility, created_at DESC)
    WHERE visibility <> 'public';

CREATE TABLE service.photo_file (
    photo_id uuid NOT NULL CONSTRAINT pk_photo_file PRIMARY KEY
        CONSTRAINT fk_photo_file_photo_id_photo REFERENCES service.photo (id) ON DELETE CASCADE,
    municipality_id integer NOT NULL
        CONSTRAINT fk_photo_file_municipality_id_municipality REFERENCES boundaries.municipality (id),
    "full" bytea NOT NULL,
    thumb bytea NOT NULL
);
ALTER TABLE service.photo_file ALTER COLUMN "full" SET STORAGE EXTERNAL, ALTER COLUMN thumb SET STORAGE EXTERNAL;

-- A photo is seen while it is public itself and what it is of is seen. An observation is asked by way of its own
-- view, so that whatever that leaves out takes its photos along.
CREATE VIEW public_api.photo AS
    SELECT p.id, p.municipality_id, p.subject_kind, p.subject_id, p.number, p.alt, p.language, p.width, p.height,
           p.is_synthetic, p.redacted_at IS NOT NULL AS is_redacted, left(encode(p.sha256, 'hex'), 16) AS version
    FROM service.photo AS p
    WHERE p.visibility = 'public' AND CASE p.subject_kind
        WHEN 'pin' THEN EXISTS (SELECT FROM service.pin AS s WHERE s.id = p.subject_id AND s.visibility = 'public')
        WHEN 'observation' THEN EXISTS (
            SELECT FROM service.observation AS s JOIN public_api.observation AS o ON o.id = s.id
            WHERE s.key = p.subject_id)
        WHEN 'comment' THEN EXISTS (
            SELECT FROM service.comment AS s
            WHERE s.id = p.subject_id AND s.visibility = 'public' AND (s.subject_kind <> 'pin' OR EXISTS (
                SELECT FROM service.pin AS b
                WHERE b.id = CAST(s.subject_id AS uuid) AND b.visibility = 'public')))
        ELSE false END;

CREATE VIEW public_api.photo_file AS
    SELECT f.photo_id, f."full", f.thumb
    FROM service.photo_file AS f JOIN public_api.photo AS p ON p.id = f.photo_id;

SELECT service.wall_in();
