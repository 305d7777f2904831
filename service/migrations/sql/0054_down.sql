DROP VIEW public_api.protected_layer;
ALTER TABLE layers.layer DROP COLUMN is_protected;
