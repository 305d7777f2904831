-- How the authors of an official area's public pins are tied to it; null is not shown.
SELECT tie_kind, pin_count FROM area_tie WHERE area_version_id = :version_id
