UPDATE service.pin SET waits_for = 'machine' WHERE waits_for = 'name';
ALTER TABLE service.pin DROP CONSTRAINT ck_pin_waits_for;
ALTER TABLE service.pin ADD CONSTRAINT ck_pin_waits_for
    CHECK (waits_for IN ('','premoderation','machine','repeat','outside'));
DROP INDEX service.ix_audit_entry_batch;
DROP TABLE service.report;
