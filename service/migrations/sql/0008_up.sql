-- A decision stays as it was made. The one change allowed is that a person who is erased from the service
-- no longer stands behind it; the signature in words stays.
CREATE FUNCTION service.refuse_decision_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.decided_by IS NULL
       AND to_jsonb(NEW) - 'decided_by' = to_jsonb(OLD) - 'decided_by' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a decision never changes';
END $$;

CREATE TRIGGER decision_frozen BEFORE UPDATE OR DELETE ON service.decision
    FOR EACH ROW EXECUTE FUNCTION service.refuse_decision_change();
CREATE TRIGGER decision_never_emptied BEFORE TRUNCATE ON service.decision
    FOR EACH STATEMENT EXECUTE FUNCTION service.refuse_decision_change();

REVOKE UPDATE, DELETE ON service.decision FROM aluekartta_service;
