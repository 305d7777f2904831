-- What was erased, so that a backup which is restored does not bring it back. The number names nobody any more.
CREATE TABLE service.erasure (
    thing_id uuid CONSTRAINT pk_erasure PRIMARY KEY,
    kind varchar NOT NULL CONSTRAINT ck_erasure_kind CHECK (kind IN ('person','pin')),
    takes_back boolean DEFAULT false NOT NULL,
    erased_at timestamptz DEFAULT now() NOT NULL
);
