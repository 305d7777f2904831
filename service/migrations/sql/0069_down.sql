DROP VIEW public_api.machine_update;
DROP TABLE service.machine_update;
