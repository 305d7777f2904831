DELETE FROM service.notice WHERE kind = 'withdrawn';
DELETE FROM service.follow WHERE role = 'signer';
ALTER TABLE service.notice
    DROP CONSTRAINT ck_notice_kind,
    ADD CONSTRAINT ck_notice_kind CHECK (kind IN ('answered','commented','hidden','published','grew'));
ALTER TABLE service.follow
    DROP CONSTRAINT ck_follow_role,
    ADD CONSTRAINT ck_follow_role CHECK (role IN ('author','follower'));
DROP VIEW public_api.statement_signature;
DROP VIEW public_api.statement_response;
DROP VIEW public_api.statement;
DROP TABLE service.statement_signature;

CREATE VIEW public_api.statement AS
    SELECT s.id, s.municipality_id, s.proposal_id, p.slug AS proposal_slug, p.title AS proposal_title,
           s.proposal_version, s.reference, s.kind, s.about, s.geom, s.part, s.paragraph, s.quote, s.title, s.body,
           s.language, CASE WHEN s.is_name_public THEN s.author_name ELSE '' END AS author_name, s.on_behalf, s.state,
           s.outcome, s.received_on, s.late_reason, s.is_synthetic
    FROM service.statement AS s
    JOIN service.proposal AS p ON p.id = s.proposal_id AND p.state IN ('open', 'closed')
    WHERE s.visibility = 'public';

CREATE VIEW public_api.statement_response AS
    SELECT r.id, r.municipality_id, r.statement_id, r.version, r.lead, r.parts, r.outcome, r.change_note, r.signature,
           CAST(r.at AT TIME ZONE 'Europe/Helsinki' AS date) AS answered_on, r.is_synthetic
    FROM service.statement_response AS r
    JOIN public_api.statement AS s ON s.id = r.statement_id;
