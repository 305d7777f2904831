GRANT UPDATE, DELETE ON service.decision TO aluekartta_service;
DROP TRIGGER decision_never_emptied ON service.decision;
DROP TRIGGER decision_frozen ON service.decision;
DROP FUNCTION service.refuse_decision_change();
