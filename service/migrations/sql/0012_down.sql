DROP VIEW public_api.atom_value;
DROP VIEW public_api.atom;
DROP VIEW public_api.partition;
DROP TABLE layers.atom_value;
DROP TABLE layers.atom;
DROP TABLE layers.partition;
