DROP SCHEMA administrators_api CASCADE;
DROP SCHEMA officials_api CASCADE;

-- A view can be widened in place, but not narrowed.
DROP VIEW public_api.layer;
CREATE VIEW public_api.layer AS
    SELECT id, municipality_id, key, kind, names, source, licence, attribution, valid_on, is_synthetic, style,
           sort_order, descriptions, source_url, licence_url, valid_from, valid_to, min_zoom, max_zoom,
           shown_attributes, is_on_at_start, changed_at
    FROM layers.catalogue WHERE visibility = 'public';
