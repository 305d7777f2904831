DROP VIEW public_api.area_change;
DROP VIEW public_api.area_body;
DROP VIEW public_api.area_trait;
DROP VIEW public_api.area_set;
DROP VIEW public_api.area_version;
CREATE VIEW public_api.area_version AS
    SELECT v.id, v.area_id, v.number, v.area_m2, v.reason,
           CAST(v.valid_from AT TIME ZONE 'Europe/Helsinki' AS date) AS valid_from_on,
           CAST(v.valid_to AT TIME ZONE 'Europe/Helsinki' AS date) AS valid_to_on, v.geom
    FROM boundaries.area_version AS v JOIN boundaries.area AS a ON a.id = v.area_id
    WHERE a.state = 'published';
GRANT SELECT ON public_api.area_version TO aluekartta_service, aluekartta_public;

DROP TRIGGER area_body_revision ON boundaries.area_body;
DROP TRIGGER area_version_revision ON boundaries.area_version;
DROP TRIGGER area_revision ON boundaries.area;
DROP FUNCTION boundaries.count_area_revision();
DROP FUNCTION boundaries.count_revision();
DROP TABLE boundaries.area_change;
DROP TABLE boundaries.area_body;

ALTER TABLE boundaries.area_version
    DROP COLUMN changed_as, DROP COLUMN signature, DROP COLUMN restored_from;

-- What the older code has no word for becomes the nearest that it knows; an area that was joined to another
-- keeps its last boundary as its current one, out of sight.
UPDATE boundaries.area SET kind = 'panel' WHERE kind = 'table';
UPDATE boundaries.area_version AS v SET valid_to = NULL
FROM boundaries.area AS a
WHERE a.id = v.area_id AND a.state = 'ended'
  AND v.number = (SELECT max(w.number) FROM boundaries.area_version AS w WHERE w.area_id = a.id);
UPDATE boundaries.area SET state = 'withdrawn' WHERE state = 'ended';
ALTER TABLE boundaries.area
    DROP COLUMN other_names, DROP COLUMN parent_id, DROP COLUMN set_id, DROP COLUMN successor_id,
    DROP COLUMN revision;
DROP TABLE boundaries.area_set;
ALTER TABLE boundaries.area DROP CONSTRAINT ck_area_kind;
ALTER TABLE boundaries.area ADD CONSTRAINT ck_area_kind
    CHECK (kind IN ('postal','district','board','panel','programme','resident'));
ALTER TABLE boundaries.area DROP CONSTRAINT ck_area_state;
ALTER TABLE boundaries.area ADD CONSTRAINT ck_area_state
    CHECK (state IN ('draft','published','hidden','withdrawn'));
