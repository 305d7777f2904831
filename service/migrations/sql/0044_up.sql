-- With what a decision will be held against later: the programme's years, and areas like the chosen ones, named on
-- the day of the decision. It never changes, like the decision itself.
CREATE TABLE service.decision_followup (
    decision_id uuid CONSTRAINT pk_decision_followup PRIMARY KEY
        CONSTRAINT fk_decision_followup_decision_id_decision REFERENCES service.decision (id) ON DELETE CASCADE,
    municipality_id integer NOT NULL
        CONSTRAINT fk_decision_followup_municipality_id_municipality REFERENCES boundaries.municipality (id),
    first_year integer NOT NULL,
    last_year integer,
    comparison jsonb NOT NULL,
    proposed jsonb NOT NULL,
    reason varchar DEFAULT '' NOT NULL,
    content_hash bytea NOT NULL,
    is_synthetic boolean DEFAULT false NOT NULL,
    fixed_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT ck_decision_followup_years CHECK (last_year IS NULL OR last_year >= first_year)
);

CREATE FUNCTION service.refuse_followup_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a decision is held against never changes';
END $$;

CREATE TRIGGER decision_followup_frozen BEFORE UPDATE OR DELETE ON service.decision_followup
    FOR EACH ROW EXECUTE FUNCTION service.refuse_followup_change();
CREATE TRIGGER decision_followup_never_emptied BEFORE TRUNCATE ON service.decision_followup
    FOR EACH STATEMENT EXECUTE FUNCTION service.refuse_followup_change();

REVOKE UPDATE, DELETE ON service.decision_followup FROM aluekartta_service;

CREATE VIEW public_api.decision_followup AS
    SELECT f.municipality_id, d.slug, f.first_year, f.last_year, f.comparison, f.proposed, f.reason,
           encode(f.content_hash, 'hex') AS content_hash, f.is_synthetic, f.fixed_at
    FROM service.decision_followup AS f JOIN service.decision AS d ON d.id = f.decision_id;

SELECT service.wall_in();
