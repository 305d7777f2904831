-- That a proposal grew out of an idea is told to those who follow the idea.
ALTER TABLE service.notice
    DROP CONSTRAINT ck_notice_kind,
    ADD CONSTRAINT ck_notice_kind CHECK (kind IN ('answered','commented','hidden','published','grew'));

-- The day from which both could be seen together, by the proposal's own history of versions.
CREATE OR REPLACE VIEW public_api.proposal_idea AS
    SELECT i.proposal_id, i.pin_id, i.municipality_id,
           CAST(greatest(i.made_at, coalesce((SELECT min(v.at) FROM service.proposal_version AS v
                                              WHERE v.proposal_id = p.id AND v.state IN ('open', 'closed')),
                                             p.changed_at))
                AT TIME ZONE 'Europe/Helsinki' AS date) AS grown_on
    FROM service.proposal_idea AS i
    JOIN service.proposal AS p ON p.id = i.proposal_id AND p.state IN ('open', 'closed')
    JOIN service.pin AS s ON s.id = i.pin_id AND s.visibility = 'public';
