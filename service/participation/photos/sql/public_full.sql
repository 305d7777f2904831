-- The full picture of a public photo.
SELECT "full" FROM photo_file WHERE photo_id = :photo_id
