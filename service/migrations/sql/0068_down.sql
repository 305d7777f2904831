DROP VIEW public_api.proposal_idea;
CREATE VIEW public_api.proposal_idea AS
    SELECT i.proposal_id, i.pin_id, i.municipality_id
    FROM service.proposal_idea AS i
    JOIN service.proposal AS p ON p.id = i.proposal_id AND p.state IN ('open', 'closed')
    JOIN service.pin AS s ON s.id = i.pin_id AND s.visibility = 'public';
DELETE FROM service.notice WHERE kind = 'grew';
ALTER TABLE service.notice
    DROP CONSTRAINT ck_notice_kind,
    ADD CONSTRAINT ck_notice_kind CHECK (kind IN ('answered','commented','hidden','published'));
