DROP VIEW public_api.photo_file;
DROP VIEW public_api.photo;
DROP TABLE service.photo_file;
DROP TABLE service.photo;
