DROP VIEW public_api.decision_followup;
DROP TABLE service.decision_followup;
DROP FUNCTION service.refuse_followup_change();
