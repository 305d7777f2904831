-- Whether a shape touches an area as its boundary stands now.
SELECT EXISTS (
    SELECT FROM boundaries.area_piece AS p
    JOIN boundaries.area_version AS v ON v.id = p.area_version_id AND v.valid_to IS NULL
    WHERE v.area_id = :area_id AND ST_Intersects(p.geom, ST_GeomFromWKB(CAST(:wkb AS bytea), :srid))
)
