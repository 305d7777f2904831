-- People who sign a statement that somebody else gave. A row without `confirmed_at` waits until its address says that
-- it is its own; a signature that is taken back is deleted. What was signed is known by the hash of its words.
CREATE TABLE service.statement_signature (
    id uuid DEFAULT gen_random_uuid() NOT NULL CONSTRAINT pk_statement_signature PRIMARY KEY,
    municipality_id integer NOT NULL
        CONSTRAINT fk_statement_signature_municipality_id_municipality REFERENCES boundaries.municipality (id),
    statement_id uuid NOT NULL CONSTRAINT fk_statement_signature_statement_id_statement
        REFERENCES service.statement (id) ON DELETE CASCADE,
    name varchar DEFAULT '' NOT NULL,
    is_name_public boolean DEFAULT false NOT NULL,
    is_name_hidden boolean DEFAULT false NOT NULL,
    email varchar,
    language varchar NOT NULL,
    person_id uuid CONSTRAINT fk_statement_signature_person_id_person REFERENCES service.person (id) ON DELETE SET NULL,
    words_hash bytea NOT NULL,
    token_hash bytea,
    asked_at timestamptz DEFAULT now() NOT NULL,
    mailed_at timestamptz,
    confirmed_at timestamptz,
    is_synthetic boolean DEFAULT false NOT NULL
);
CREATE UNIQUE INDEX uq_statement_signature_address ON service.statement_signature (statement_id, lower(email));
CREATE UNIQUE INDEX uq_statement_signature_person ON service.statement_signature (statement_id, person_id);
CREATE UNIQUE INDEX uq_statement_signature_token_hash ON service.statement_signature (token_hash);
CREATE INDEX ix_statement_signature_confirmed ON service.statement_signature (statement_id, confirmed_at)
    WHERE confirmed_at IS NOT NULL;
CREATE INDEX ix_statement_signature_email ON service.statement_signature (lower(email));

CREATE OR REPLACE VIEW public_api.statement AS
    SELECT s.id, s.municipality_id, s.proposal_id, p.slug AS proposal_slug, p.title AS proposal_title,
           s.proposal_version, s.reference, s.kind, s.about, s.geom, s.part, s.paragraph, s.quote, s.title, s.body,
           s.language, CASE WHEN s.is_name_public THEN s.author_name ELSE '' END AS author_name, s.on_behalf, s.state,
           s.outcome, s.received_on, s.late_reason, s.is_synthetic,
           (SELECT CAST(count(*) AS integer) FROM service.statement_signature AS g
            WHERE g.statement_id = s.id AND g.confirmed_at IS NOT NULL) AS signatures
    FROM service.statement AS s
    JOIN service.proposal AS p ON p.id = s.proposal_id AND p.state IN ('open', 'closed')
    WHERE s.visibility = 'public';

-- The names of co-signers that everybody may read; those who keep theirs to themselves are only counted.
CREATE VIEW public_api.statement_signature AS
    SELECT g.id, g.municipality_id, g.statement_id, g.name,
           CAST(g.confirmed_at AT TIME ZONE 'Europe/Helsinki' AS date) AS signed_on, g.is_synthetic
    FROM service.statement_signature AS g
    JOIN public_api.statement AS s ON s.id = g.statement_id
    WHERE g.confirmed_at IS NOT NULL AND g.is_name_public AND NOT g.is_name_hidden AND g.name <> '';

-- Who signed a statement is told of its response as followers are, and when its giver takes it back.
ALTER TABLE service.follow
    DROP CONSTRAINT ck_follow_role,
    ADD CONSTRAINT ck_follow_role CHECK (role IN ('author','follower','signer'));
ALTER TABLE service.notice
    DROP CONSTRAINT ck_notice_kind,
    ADD CONSTRAINT ck_notice_kind CHECK (kind IN ('answered','commented','hidden','published','grew','withdrawn'));

SELECT service.wall_in();
