DROP VIEW public_api.remote_tile;
DROP VIEW public_api.remote_source;
DROP FUNCTION layers.is_open(integer);
DROP TABLE layers.remote_tile;
DROP TABLE layers.remote_source;
DROP TABLE service.remote_host;
