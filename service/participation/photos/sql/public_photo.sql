-- Whether a photo is public, and which version of it.
SELECT id, subject_kind, subject_id, number, alt, version FROM photo WHERE id = :photo_id AND municipality_id = :municipality_id
