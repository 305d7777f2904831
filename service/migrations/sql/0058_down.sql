DELETE FROM service.notice WHERE subject_kind = 'statement';
DELETE FROM service.follow WHERE subject_kind = 'statement';
ALTER TABLE service.follow
    DROP CONSTRAINT ck_follow_subject_kind,
    ADD CONSTRAINT ck_follow_subject_kind CHECK (subject_kind IN
        ('area','shape','pin','walk','proposal','theme','topic','campaign','municipality'));
DROP VIEW public_api.statement_response;
DROP VIEW public_api.statement;
DROP TABLE service.statement_response;
DROP TABLE service.statement;
