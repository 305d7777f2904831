-- How many published areas of each kind there are.
SELECT a.kind, count(*) AS area_count FROM area AS a WHERE a.municipality_id = :municipality_id GROUP BY a.kind
