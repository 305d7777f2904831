CREATE OR REPLACE VIEW public_api.protected_layer AS
    SELECT id AS layer_id, municipality_id FROM layers.layer WHERE is_protected;
ALTER TABLE service.layer_import DROP COLUMN visibility;
