DROP VIEW public_api.effect_assessment;
DROP TABLE service.effect_assessment;
DROP FUNCTION service.refuse_assessment_change();
DROP TABLE service.effect_row;
DROP TABLE service.effect_draft;
