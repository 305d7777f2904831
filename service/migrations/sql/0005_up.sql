-- An earlier version of a proposal knows in which state it was, so that what was a draft stays unseen, and
-- what was changed after it, for the history that residents read.
ALTER TABLE service.proposal_version ADD COLUMN state varchar NOT NULL DEFAULT 'open';
ALTER TABLE service.proposal_version ALTER COLUMN state DROP DEFAULT;
ALTER TABLE service.proposal_version ADD CONSTRAINT ck_proposal_version_state
    CHECK (state IN ('draft','open','closed','withdrawn'));
ALTER TABLE service.proposal_version ADD COLUMN signature varchar DEFAULT '' NOT NULL;
ALTER TABLE service.proposal ADD COLUMN change_note varchar DEFAULT '' NOT NULL;
ALTER TABLE service.proposal_version ADD COLUMN change_note varchar DEFAULT '' NOT NULL;

CREATE OR REPLACE VIEW public_api.proposal AS
    SELECT id, municipality_id, slug, title, summary, body, state, version, coverage, signature, is_synthetic,
           CAST(created_at AT TIME ZONE 'Europe/Helsinki' AS date) AS created_on, geom,
           CAST(changed_at AT TIME ZONE 'Europe/Helsinki' AS date) AS changed_on, change_note
    FROM service.proposal WHERE state IN ('open', 'closed');

CREATE VIEW public_api.proposal_version AS
    SELECT v.proposal_id, p.municipality_id, p.slug, v.version, v.title, v.summary, v.body, v.state, v.coverage,
           v.signature, v.change_note, p.is_synthetic,
           CAST(v.at AT TIME ZONE 'Europe/Helsinki' AS date) AS changed_on, v.geom
    FROM service.proposal_version AS v
    JOIN service.proposal AS p ON p.id = v.proposal_id AND p.state IN ('open', 'closed')
    WHERE v.state IN ('open', 'closed');
