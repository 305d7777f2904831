-- What a reader of the catalogue is told of a layer, who may see it, which attributes leave it, and when it changed.
DROP VIEW public_api.layer_feature;
DROP VIEW public_api.layer;

ALTER TABLE layers.layer
    ADD COLUMN descriptions jsonb DEFAULT '{}' NOT NULL,
    ADD COLUMN source_url varchar DEFAULT '' NOT NULL,
    ADD COLUMN licence_url varchar DEFAULT '' NOT NULL,
    ADD COLUMN valid_from date,
    ADD COLUMN valid_to date,
    ADD COLUMN min_zoom smallint,
    ADD COLUMN max_zoom smallint,
    ADD COLUMN visibility varchar DEFAULT 'public' NOT NULL,
    ADD COLUMN shown_attributes jsonb DEFAULT '[]' NOT NULL,
    ADD COLUMN is_on_at_start boolean DEFAULT false NOT NULL,
    ADD COLUMN removed_at timestamptz,
    ADD COLUMN changed_at timestamptz DEFAULT clock_timestamp() NOT NULL,
    ADD CONSTRAINT ck_layer_visibility CHECK (visibility IN ('public', 'officials', 'administrators')),
    ADD CONSTRAINT ck_layer_kind
        CHECK (kind IN ('backdrop', 'services', 'spaces', 'zoning', 'statistics', 'walks', 'remote', 'other')),
    ADD CONSTRAINT ck_layer_validity CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to),
    ADD CONSTRAINT ck_layer_zooms CHECK (min_zoom IS NULL OR max_zoom IS NULL OR min_zoom <= max_zoom);
UPDATE layers.layer SET visibility = 'administrators' WHERE NOT is_public;
ALTER TABLE layers.layer DROP COLUMN is_public;

-- A layer is as new as its entry and its features are: whoever keeps something made of it asks for `changed_at`.
CREATE FUNCTION layers.note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER note_change BEFORE UPDATE ON layers.layer FOR EACH ROW EXECUTE FUNCTION layers.note_change();

CREATE FUNCTION layers.note_features() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE layers.layer SET changed_at = clock_timestamp() WHERE id IN (SELECT layer_id FROM changed);
    RETURN NULL;
END $$;
CREATE TRIGGER note_added AFTER INSERT ON layers.layer_feature
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_features();
CREATE TRIGGER note_edited AFTER UPDATE ON layers.layer_feature
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_features();
CREATE TRIGGER note_taken AFTER DELETE ON layers.layer_feature
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_features();

-- What stands in the catalogue, for whoever may see it; a removed layer is in none of these.
CREATE VIEW layers.catalogue AS
    SELECT id, municipality_id, key, kind, names, source, licence, attribution, valid_on, is_synthetic, style,
           sort_order, descriptions, source_url, licence_url, valid_from, valid_to, min_zoom, max_zoom,
           shown_attributes, is_on_at_start, changed_at, visibility
    FROM layers.layer WHERE removed_at IS NULL;

-- Of a file's columns only those leave that somebody chose to show, under the keys that were given to them.
CREATE VIEW layers.catalogue_feature AS
    SELECT f.id, f.layer_id, l.municipality_id, l.key AS layer, f.code, f.names,
           (SELECT coalesce(jsonb_object_agg(one ->> 'key', f.properties -> (one ->> 'column')), '{}')
            FROM jsonb_array_elements(l.shown_attributes) AS one
            WHERE jsonb_typeof(f.properties -> (one ->> 'column')) <> 'null')
           || jsonb_strip_nulls(jsonb_build_object('name', f.properties -> 'name', 'code', f.properties -> 'code'))
           AS properties,
           f.geom, l.visibility
    FROM layers.layer_feature AS f JOIN layers.layer AS l ON l.id = f.layer_id WHERE l.removed_at IS NULL;

CREATE VIEW public_api.layer AS
    SELECT id, municipality_id, key, kind, names, source, licence, attribution, valid_on, is_synthetic, style,
           sort_order, descriptions, source_url, licence_url, valid_from, valid_to, min_zoom, max_zoom,
           shown_attributes, is_on_at_start, changed_at
    FROM layers.catalogue WHERE visibility = 'public';

CREATE VIEW public_api.layer_feature AS
    SELECT id, layer_id, municipality_id, layer, code, names, properties, geom
    FROM layers.catalogue_feature WHERE visibility = 'public';
