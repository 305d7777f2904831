-- The roles stay: they belong to the whole server, and other databases may use them.
DROP SCHEMA public_api CASCADE;
DROP TRIGGER pin_pyramid_delta ON service.pin;
DROP FUNCTION service.note_pin_change();
DROP TRIGGER audit_entry_append_only ON service.audit_entry;
DROP FUNCTION service.refuse_change();
DROP FUNCTION boundaries.metric_srid();
ALTER DEFAULT PRIVILEGES IN SCHEMA boundaries, layers, service REVOKE ALL ON TABLES FROM aluekartta_service;
ALTER DEFAULT PRIVILEGES IN SCHEMA boundaries, layers, service REVOKE ALL ON SEQUENCES FROM aluekartta_service;
REVOKE ALL ON ALL TABLES IN SCHEMA boundaries, layers, service FROM aluekartta_service;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA boundaries, layers, service FROM aluekartta_service;
REVOKE ALL ON SCHEMA boundaries, layers, service FROM aluekartta_service;
