-- What not everybody may see of the layers, under the very names of `public_api`: one schema for each visibility, before
-- `public_api` in the search path of whoever may see so much. Every statement on layers is then one for all readers, and
-- the role that sees `public_api` has no way into these.
CREATE SCHEMA officials_api;
CREATE SCHEMA administrators_api;

CREATE OR REPLACE VIEW public_api.layer AS
    SELECT id, municipality_id, key, kind, names, source, licence, attribution, valid_on, is_synthetic, style,
           sort_order, descriptions, source_url, licence_url, valid_from, valid_to, min_zoom, max_zoom,
           shown_attributes, is_on_at_start, changed_at, visibility
    FROM layers.catalogue WHERE visibility = 'public';

CREATE VIEW officials_api.layer AS
    SELECT id, municipality_id, key, kind, names, source, licence, attribution, valid_on, is_synthetic, style,
           sort_order, descriptions, source_url, licence_url, valid_from, valid_to, min_zoom, max_zoom,
           shown_attributes, is_on_at_start, changed_at, visibility
    FROM layers.catalogue WHERE visibility IN ('public', 'officials');
CREATE VIEW officials_api.layer_feature AS
    SELECT id, layer_id, municipality_id, layer, code, names, properties, geom
    FROM layers.catalogue_feature WHERE visibility IN ('public', 'officials');

CREATE VIEW administrators_api.layer AS
    SELECT id, municipality_id, key, kind, names, source, licence, attribution, valid_on, is_synthetic, style,
           sort_order, descriptions, source_url, licence_url, valid_from, valid_to, min_zoom, max_zoom,
           shown_attributes, is_on_at_start, changed_at, visibility
    FROM layers.catalogue;
CREATE VIEW administrators_api.layer_feature AS
    SELECT id, layer_id, municipality_id, layer, code, names, properties, geom FROM layers.catalogue_feature;

-- Pictures of other services; not their addresses, which may hold a key.
CREATE VIEW officials_api.remote_source AS
    SELECT s.layer_id, s.municipality_id, l.key, s.kind, s.keep_minutes, s.failing_since, s.ok_at,
           s.info_format <> '' AS has_info
    FROM layers.remote_source AS s JOIN officials_api.layer AS l ON l.id = s.layer_id;
CREATE VIEW officials_api.remote_tile AS
    SELECT t.layer_id, t.z, t.x, t.y, t.content, t.media_type, t.fetched_at
    FROM layers.remote_tile AS t JOIN officials_api.layer AS l ON l.id = t.layer_id;
CREATE VIEW administrators_api.remote_source AS
    SELECT s.layer_id, s.municipality_id, l.key, s.kind, s.keep_minutes, s.failing_since, s.ok_at,
           s.info_format <> '' AS has_info
    FROM layers.remote_source AS s JOIN administrators_api.layer AS l ON l.id = s.layer_id;
CREATE VIEW administrators_api.remote_tile AS
    SELECT t.layer_id, t.z, t.x, t.y, t.content, t.media_type, t.fetched_at
    FROM layers.remote_tile AS t JOIN administrators_api.layer AS l ON l.id = t.layer_id;

GRANT USAGE ON SCHEMA officials_api, administrators_api TO aluekartta_service;
GRANT SELECT ON ALL TABLES IN SCHEMA officials_api, administrators_api TO aluekartta_service;
