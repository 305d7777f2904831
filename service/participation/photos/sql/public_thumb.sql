-- The thumbnail of a public photo.
SELECT thumb FROM photo_file WHERE photo_id = :photo_id
