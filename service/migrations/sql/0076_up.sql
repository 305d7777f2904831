-- The rules that a body's vote is opened with: how many must take part, and what an even vote means. What the votes came
-- to under them is frozen when the statement is given; what was given earlier had no rules, and keeps its meaning.
ALTER TABLE service.body_statement
    ADD COLUMN quorum_kind varchar
        CONSTRAINT ck_body_statement_quorum_kind CHECK (quorum_kind IN ('number','share')),
    ADD COLUMN quorum integer CONSTRAINT ck_body_statement_quorum CHECK (quorum > 0),
    ADD COLUMN tie varchar DEFAULT 'falls' NOT NULL CONSTRAINT ck_body_statement_tie CHECK (tie IN ('falls','chair')),
    ADD COLUMN chair_id uuid
        CONSTRAINT fk_body_statement_chair_id_person REFERENCES service.person (id) ON DELETE SET NULL,
    ADD COLUMN chair_choice varchar
        CONSTRAINT ck_body_statement_chair_choice CHECK (chair_choice IN ('for','against')),
    ADD COLUMN quorum_needed integer CONSTRAINT ck_body_statement_quorum_needed CHECK (quorum_needed >= 0),
    ADD COLUMN reason varchar CONSTRAINT ck_body_statement_reason CHECK (reason IN ('majority','chair'));

CREATE OR REPLACE VIEW public_api.statement_decision AS
    SELECT b.statement_id, b.municipality_id,
           jsonb_build_object(
               'kind', b.kind, 'way', b.way, 'decided_on', b.decided_on, 'votes_for', b.votes_for,
               'votes_against', b.votes_against, 'votes_abstained', b.votes_abstained, 'members', b.members,
               'dissents', b.dissents,
               'quorum_needed', b.quorum_needed, 'reason', b.reason
           ) AS decision
    FROM service.body_statement AS b
    JOIN service.statement AS s ON s.id = b.statement_id AND s.visibility = 'public'
    JOIN service.proposal AS p ON p.id = s.proposal_id AND p.state IN ('open', 'closed')
    WHERE b.given_at IS NOT NULL;
