-- Drafts of bodies lose their votes, and what was given stays as a statement without its numbers.
DROP VIEW public_api.statement_decision;
DROP TABLE service.body_statement_version;
DROP TABLE service.body_vote;
DROP TABLE service.body_statement;
DELETE FROM service.statement WHERE kind = 'body' AND visibility = 'draft';
