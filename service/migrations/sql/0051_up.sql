-- Documents that planners attach to proposals. The row of a removed one stays with the reason; its bytes go.
CREATE TABLE service.proposal_document (
    id uuid DEFAULT gen_random_uuid() NOT NULL CONSTRAINT pk_proposal_document PRIMARY KEY,
    municipality_id integer NOT NULL
        CONSTRAINT fk_proposal_document_municipality_id_municipality REFERENCES boundaries.municipality (id),
    proposal_id uuid NOT NULL
        CONSTRAINT fk_proposal_document_proposal_id_proposal REFERENCES service.proposal (id) ON DELETE CASCADE,
    names jsonb NOT NULL,
    kind varchar NOT NULL CONSTRAINT ck_proposal_document_kind CHECK (kind IN ('pdf','docx','image')),
    byte_count integer NOT NULL,
    sha256 bytea NOT NULL,
    added_by uuid CONSTRAINT fk_proposal_document_added_by_person REFERENCES service.person (id) ON DELETE SET NULL,
    added_at timestamptz DEFAULT now() NOT NULL,
    removed_by uuid CONSTRAINT fk_proposal_document_removed_by_person REFERENCES service.person (id) ON DELETE SET NULL,
    removed_at timestamptz,
    removal_reason varchar DEFAULT '' NOT NULL,
    CONSTRAINT ck_proposal_document_says_why CHECK ((removed_at IS NULL) = (removal_reason = ''))
);
CREATE INDEX ix_proposal_document_proposal_id ON service.proposal_document (proposal_id);

CREATE TABLE service.proposal_document_file (
    document_id uuid NOT NULL CONSTRAINT pk_proposal_document_file PRIMARY KEY
        CONSTRAINT fk_proposal_document_file_document_id_proposal_document
        REFERENCES service.proposal_document (id) ON DELETE CASCADE,
    municipality_id integer NOT NULL
        CONSTRAINT fk_proposal_document_file_municipality_id_municipality REFERENCES boundaries.municipality (id),
    content bytea NOT NULL
);
ALTER TABLE service.proposal_document_file ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE VIEW public_api.proposal_document AS
    SELECT d.id, d.municipality_id, d.proposal_id, p.slug, d.names, d.kind, d.byte_count,
           left(encode(d.sha256, 'hex'), 16) AS version,
           row_number() OVER (PARTITION BY d.proposal_id ORDER BY d.added_at, d.id) AS number,
           CAST(d.added_at AT TIME ZONE 'Europe/Helsinki' AS date) AS added_on,
           CAST(d.removed_at AT TIME ZONE 'Europe/Helsinki' AS date) AS removed_on, d.removal_reason
    FROM service.proposal_document AS d
    JOIN service.proposal AS p ON p.id = d.proposal_id AND p.state IN ('open', 'closed');

CREATE VIEW public_api.proposal_document_file AS
    SELECT f.document_id, f.content
    FROM service.proposal_document_file AS f
    JOIN service.proposal_document AS d ON d.id = f.document_id AND d.removed_at IS NULL
    JOIN service.proposal AS p ON p.id = d.proposal_id AND p.state IN ('open', 'closed');

SELECT service.wall_in();
