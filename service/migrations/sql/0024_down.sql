DROP TABLE service.notice_letter;
DROP TABLE service.notice;
-- Only followings of areas were there before.
DELETE FROM service.follow WHERE subject_kind <> 'area'
    OR NOT EXISTS (SELECT 1 FROM boundaries.area AS a WHERE CAST(a.id AS varchar) = subject_id);
DROP INDEX service.uq_follow_address;
ALTER TABLE service.follow ADD COLUMN area_id integer
    CONSTRAINT fk_follow_area_id REFERENCES boundaries.area (id) ON DELETE CASCADE;
UPDATE service.follow SET area_id = CAST(subject_id AS integer), rhythm = replace(rhythm, 'at_once', 'daily');
ALTER TABLE service.follow
    ALTER COLUMN area_id SET NOT NULL,
    DROP COLUMN subject_kind,
    DROP COLUMN subject_id,
    DROP COLUMN role,
    DROP CONSTRAINT ck_follow_rhythm,
    ADD CONSTRAINT ck_follow_rhythm CHECK (rhythm IN ('daily', 'weekly'));
CREATE UNIQUE INDEX uq_follow_address ON service.follow (area_id, lower(email));
