DROP VIEW public_api.layer_feature;
DROP VIEW public_api.layer;
DROP VIEW layers.catalogue_feature;
DROP VIEW layers.catalogue;
DROP TRIGGER note_taken ON layers.layer_feature;
DROP TRIGGER note_edited ON layers.layer_feature;
DROP TRIGGER note_added ON layers.layer_feature;
DROP FUNCTION layers.note_features();
DROP TRIGGER note_change ON layers.layer;
DROP FUNCTION layers.note_change();

ALTER TABLE layers.layer ADD COLUMN is_public boolean DEFAULT true NOT NULL;
-- A layer that was removed, or that not everybody may see, is not shown to everybody by going back.
UPDATE layers.layer SET is_public = false WHERE visibility <> 'public' OR removed_at IS NOT NULL;
ALTER TABLE layers.layer
    DROP CONSTRAINT ck_layer_zooms,
    DROP CONSTRAINT ck_layer_validity,
    DROP CONSTRAINT ck_layer_kind,
    DROP CONSTRAINT ck_layer_visibility,
    DROP COLUMN changed_at,
    DROP COLUMN removed_at,
    DROP COLUMN is_on_at_start,
    DROP COLUMN shown_attributes,
    DROP COLUMN visibility,
    DROP COLUMN max_zoom,
    DROP COLUMN min_zoom,
    DROP COLUMN valid_to,
    DROP COLUMN valid_from,
    DROP COLUMN licence_url,
    DROP COLUMN source_url,
    DROP COLUMN descriptions;

CREATE VIEW public_api.layer AS
    SELECT id, municipality_id, key, kind, names, source, licence, attribution, valid_on, is_synthetic, style,
           sort_order
    FROM layers.layer WHERE is_public;

CREATE VIEW public_api.layer_feature AS
    SELECT f.id, f.layer_id, l.municipality_id, l.key AS layer, f.code, f.names, f.properties, f.geom
    FROM layers.layer_feature AS f JOIN layers.layer AS l ON l.id = f.layer_id WHERE l.is_public;
