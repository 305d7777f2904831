SELECT EXISTS (SELECT 1 FROM area_being_counted WHERE area_version_id = :version_id) AS is_being_counted
