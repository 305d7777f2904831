-- Who may see an import of a layer: what administrators send, and what becomes a layer that only they see, is theirs.
ALTER TABLE service.layer_import
    ADD COLUMN visibility varchar DEFAULT 'officials' NOT NULL,
    ADD CONSTRAINT ck_layer_import_visibility CHECK (visibility IN ('officials', 'administrators'));
UPDATE service.layer_import AS i SET visibility = 'administrators'
WHERE (i.target ->> 'kind' = 'layer' AND i.target -> 'layer' ->> 'visibility' = 'administrators')
   OR EXISTS (SELECT FROM service.layer_import_before AS b
              WHERE b.import_id = i.id AND b.kind = 'layer' AND b."row" ->> 'visibility' = 'administrators')
   OR EXISTS (SELECT FROM layers.layer AS l
              WHERE i.state <> 'applied' AND i.target ->> 'kind' = 'layer' AND l.municipality_id = i.municipality_id
                AND l.key = i.target -> 'layer' ->> 'replaces' AND l.visibility = 'administrators');

-- Of what not everybody may see, not even the numbers are told.
CREATE OR REPLACE VIEW public_api.protected_layer AS
    SELECT id AS layer_id, municipality_id FROM layers.layer
    WHERE is_protected AND visibility = 'public' AND removed_at IS NULL;
