-- Boundaries by version: those that figures were published on, also of areas that ended, and those held since.
SELECT DISTINCT ON (b.id) b.id, ST_AsBinary(b.geom) AS wkb
FROM (SELECT u.area_version_id AS id, u.geom
      FROM public_api.figure_unit AS u
      WHERE u.municipality_id = :municipality_id AND u.area_version_id = ANY (CAST(:version_ids AS integer[]))
      UNION ALL
      SELECT v.id, v.geom FROM public_api.area_version AS v WHERE v.id = ANY (CAST(:version_ids AS integer[]))) AS b
ORDER BY b.id
