DROP VIEW public_api.pin_shape;
DROP TABLE service.pin_shape;
