DROP VIEW public_api.co_development;
DROP VIEW public_api.proposal_idea;
DROP TABLE service.proposal_suggestion;
DROP TABLE service.co_developer;
DROP TABLE service.proposal_idea;
