-- A statement keeps what its body was when the draft was begun: an area board, a citizens' panel or a partnership table.
-- Earlier ones take what the body is now, or was where the area bears it; of an area that is gone nothing else is known.
ALTER TABLE service.body_statement
    ADD COLUMN kind varchar DEFAULT 'board' NOT NULL
        CONSTRAINT ck_body_statement_kind CHECK (kind IN ('board','panel','table'));
UPDATE service.body_statement AS s
SET kind = coalesce(b.kind, a.kind)
FROM boundaries.area AS a LEFT JOIN boundaries.area_body AS b ON b.area_id = a.id
WHERE a.id = s.area_id AND coalesce(b.kind, a.kind) IN ('panel','table');

CREATE OR REPLACE VIEW public_api.statement_decision AS
    SELECT b.statement_id, b.municipality_id,
           jsonb_build_object(
               'kind', b.kind, 'way', b.way, 'decided_on', b.decided_on, 'votes_for', b.votes_for,
               'votes_against', b.votes_against, 'votes_abstained', b.votes_abstained, 'members', b.members,
               'dissents', b.dissents
           ) AS decision
    FROM service.body_statement AS b
    JOIN service.statement AS s ON s.id = b.statement_id AND s.visibility = 'public'
    JOIN service.proposal AS p ON p.id = s.proposal_id AND p.state IN ('open', 'closed')
    WHERE b.given_at IS NOT NULL;
