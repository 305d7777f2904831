-- Computations too long for a request. They are made of public figures and name nobody.

CREATE TABLE service.analysis_run (
    id uuid DEFAULT gen_random_uuid() NOT NULL CONSTRAINT pk_analysis_run PRIMARY KEY,
    municipality_id integer NOT NULL
        CONSTRAINT fk_analysis_run_municipality_id_municipality REFERENCES boundaries.municipality (id),
    kind varchar NOT NULL,
    digest bytea NOT NULL,
    input jsonb NOT NULL,
    state varchar DEFAULT 'waiting' NOT NULL
        CONSTRAINT ck_analysis_run_state CHECK (state IN ('waiting','running','done','failed')),
    progress integer DEFAULT 0 NOT NULL CONSTRAINT ck_analysis_run_progress CHECK (progress BETWEEN 0 AND 100),
    result jsonb,
    message varchar DEFAULT '' NOT NULL,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT ck_analysis_run_result_when_done CHECK ((state = 'done') = (result IS NOT NULL)),
    CONSTRAINT uq_analysis_run_municipality_id_kind_digest UNIQUE (municipality_id, kind, digest)
);

CREATE VIEW public_api.analysis_run AS
    SELECT id, municipality_id, kind, digest, state, progress, result, message FROM service.analysis_run;

SELECT service.wall_in();
