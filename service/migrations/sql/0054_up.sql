-- Whether what a layer shows is protected: reports on proposals tell how far it is.
ALTER TABLE layers.layer ADD COLUMN is_protected boolean DEFAULT false NOT NULL;

-- Asked beside public_api.layer, which says which layers anyone may see.
CREATE VIEW public_api.protected_layer AS
    SELECT id AS layer_id, municipality_id FROM layers.layer WHERE is_protected;
