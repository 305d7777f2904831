-- Which boundary of an area figures are of. Years can only be compared on one boundary, so what was published on
-- another one has to be known. Noted by the database, whichever way figures come in.

-- Figures that came together: a publisher's edition, or one try of one indicator of a municipality's own.
CREATE FUNCTION layers.release_of(key varchar, edition varchar, municipality_id integer) RETURNS varchar
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN municipality_id IS NULL THEN edition ELSE split_part(key, '.', 1) || ' ' || edition END;

CREATE TABLE layers.release_unit (
    release varchar NOT NULL,
    area_id integer NOT NULL
        CONSTRAINT fk_release_unit_area_id_area REFERENCES boundaries.area (id) ON DELETE CASCADE,
    area_version_id integer NOT NULL
        CONSTRAINT fk_release_unit_area_version_id_area_version
        REFERENCES boundaries.area_version (id) ON DELETE CASCADE,
    moved_from varchar DEFAULT '' NOT NULL,
    CONSTRAINT pk_release_unit PRIMARY KEY (release, area_id)
);
CREATE INDEX ix_release_unit_area_id ON layers.release_unit (area_id);

-- Figures that are here already: of the boundary that came with their edition, or else of the first one.
INSERT INTO layers.release_unit (release, area_id, area_version_id)
SELECT DISTINCT ON (u.release, u.area_id) u.release, u.area_id, v.id
FROM (SELECT DISTINCT layers.release_of(n.key, n.edition, n.municipality_id) AS release, n.edition, s.area_id
      FROM layers.statistic AS s JOIN layers.variable AS n ON n.id = s.variable_id) AS u
JOIN boundaries.area_version AS v ON v.area_id = u.area_id
ORDER BY u.release, u.area_id, (v.reason = u.edition) DESC, v.number;

CREATE FUNCTION layers.note_release_units() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO layers.release_unit (release, area_id, area_version_id)
    SELECT u.release, u.area_id, v.id
    FROM (SELECT DISTINCT layers.release_of(n.key, n.edition, n.municipality_id) AS release, s.area_id
          FROM fresh AS s JOIN layers.variable AS n ON n.id = s.variable_id) AS u
    JOIN boundaries.area_version AS v ON v.area_id = u.area_id AND v.valid_to IS NULL
    ON CONFLICT (release, area_id) DO UPDATE SET area_version_id = excluded.area_version_id, moved_from = '';
    RETURN NULL;
END $$;

CREATE TRIGGER statistic_units_noted AFTER INSERT ON layers.statistic
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION layers.note_release_units();

-- Each shown variable with the areas that it has figures of. Areas that ended since keep theirs: an earlier year is
-- made of them.
CREATE VIEW public_api.figure_unit AS
    SELECT n.id AS variable_id, u.release, u.area_id, u.area_version_id, u.moved_from, a.municipality_id, a.kind,
           v.number AS version, v.geom
    FROM layers.variable AS n
    JOIN layers.release_unit AS u ON u.release = layers.release_of(n.key, n.edition, n.municipality_id)
    JOIN boundaries.area AS a ON a.id = u.area_id AND a.state IN ('published', 'ended')
    JOIN boundaries.area_version AS v ON v.id = u.area_version_id
    WHERE n.is_shown;
