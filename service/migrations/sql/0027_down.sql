DROP VIEW public_api.pin_source;
DROP TABLE service.pin_source;
DROP TABLE service.source;
