DROP VIEW public_api.pin_repeat;
DROP VIEW public_api.heat_surface;
DROP TABLE service.heat_surface;
