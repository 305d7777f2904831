DROP VIEW public_api.pin_doubts;
DROP TABLE service.pin_doubt;
