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
ALTER TABLE service.body_statement
    DROP COLUMN quorum_kind, DROP COLUMN quorum, DROP COLUMN tie, DROP COLUMN chair_id, DROP COLUMN chair_choice,
    DROP COLUMN quorum_needed, DROP COLUMN reason;
