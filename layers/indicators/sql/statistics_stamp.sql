-- A cheap mark that changes whenever units, their names, boundaries or figures of a municipality do.
SELECT count(*) AS units, max(a.version_id) AS newest_version,
       (SELECT max(s.id) FROM statistic AS s) AS newest_statistic,
       (SELECT max(o.changed_at) FROM own_edition_change AS o WHERE o.municipality_id = :municipality_id) AS own_changed,
       md5(string_agg(a.id || ':' || a.version_id || ':' || a.names::text, ',' ORDER BY a.id)) AS versions
FROM area AS a
WHERE a.municipality_id = :municipality_id AND a.kind = :kind
