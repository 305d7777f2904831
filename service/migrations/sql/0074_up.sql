-- What kinds of values each column of a layer's features holds, as tiles carry them: number, boolean or string, mixed
-- where they differ. Kept as features come, since to look through a large layer takes seconds.
ALTER TABLE layers.layer ADD COLUMN value_kinds jsonb DEFAULT '{}' NOT NULL;

CREATE FUNCTION layers.note_kinds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE layers.layer AS l SET value_kinds = l.value_kinds || met.kinds
    FROM (
        SELECT c.layer_id,
               jsonb_object_agg(c.name, CASE coalesce(o.value_kinds ->> c.name, c.kind) WHEN c.kind THEN c.kind ELSE 'mixed' END)
               AS kinds
        FROM (
            SELECT f.layer_id, said.key AS name,
                   CASE WHEN min(t.kind) = max(t.kind) THEN min(t.kind) ELSE 'mixed' END AS kind
            FROM changed AS f CROSS JOIN LATERAL jsonb_each(f.properties) AS said
            CROSS JOIN LATERAL (SELECT jsonb_typeof(said.value) AS kind) AS t
            WHERE t.kind IN ('string', 'number', 'boolean')
            GROUP BY 1, 2
        ) AS c
        JOIN layers.layer AS o ON o.id = c.layer_id
        GROUP BY 1
    ) AS met
    WHERE l.id = met.layer_id AND NOT l.value_kinds @> met.kinds;
    RETURN NULL;
END $$;
-- Of a layer that was emptied nothing is known any more; what one feature alone was is not forgotten before.
CREATE FUNCTION layers.forget_kinds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE layers.layer AS l SET value_kinds = '{}'
    WHERE l.id IN (SELECT layer_id FROM changed) AND l.value_kinds <> '{}'
      AND NOT EXISTS (SELECT FROM layers.layer_feature AS f WHERE f.layer_id = l.id);
    RETURN NULL;
END $$;
CREATE TRIGGER note_kinds_added AFTER INSERT ON layers.layer_feature
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_kinds();
CREATE TRIGGER note_kinds_edited AFTER UPDATE ON layers.layer_feature
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_kinds();
CREATE TRIGGER note_kinds_taken AFTER DELETE ON layers.layer_feature
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.forget_kinds();

UPDATE layers.layer AS l SET value_kinds = met.kinds
FROM (
    SELECT c.layer_id, jsonb_object_agg(c.name, c.kind) AS kinds
    FROM (
        SELECT f.layer_id, said.key AS name,
               CASE WHEN min(t.kind) = max(t.kind) THEN min(t.kind) ELSE 'mixed' END AS kind
        FROM layers.layer_feature AS f CROSS JOIN LATERAL jsonb_each(f.properties) AS said
        CROSS JOIN LATERAL (SELECT jsonb_typeof(said.value) AS kind) AS t
        WHERE t.kind IN ('string', 'number', 'boolean')
        GROUP BY 1, 2
    ) AS c
    GROUP BY 1
) AS met
WHERE l.id = met.layer_id;

-- Of the columns only those that are shown are told of, by the keys that they have outside.
CREATE VIEW layers.catalogue_kinds AS
    SELECT l.id AS layer_id, l.municipality_id, one ->> 'key' AS attribute, l.value_kinds ->> (one ->> 'column') AS kind,
           l.visibility
    FROM layers.layer AS l CROSS JOIN LATERAL jsonb_array_elements(l.shown_attributes) AS one
    WHERE l.removed_at IS NULL AND l.value_kinds ? (one ->> 'column');
CREATE VIEW public_api.layer_kind AS
    SELECT layer_id, municipality_id, attribute, kind FROM layers.catalogue_kinds WHERE visibility = 'public';
CREATE VIEW officials_api.layer_kind AS
    SELECT layer_id, municipality_id, attribute, kind FROM layers.catalogue_kinds
    WHERE visibility IN ('public', 'officials');
CREATE VIEW administrators_api.layer_kind AS
    SELECT layer_id, municipality_id, attribute, kind FROM layers.catalogue_kinds;
GRANT SELECT ON officials_api.layer_kind, administrators_api.layer_kind TO aluekartta_service;
