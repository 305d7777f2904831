DROP VIEW public_api.conflict_judgement;
DROP TABLE service.conflict_judgement;
