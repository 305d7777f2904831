-- The public place of every shown pin of a municipality, as COPY's fixed-width records, with the numbers of
-- its kind and state in the lists that are given.
COPY (
    SELECT ST_X(p.geom), ST_Y(p.geom), p.theme_id,
           COALESCE(array_position(CAST({kinds} AS text[]), CAST(p.kind AS text)), 0),
           COALESCE(array_position(CAST({states} AS text[]), CAST(p.state AS text)), 0)
    FROM pin AS p
    WHERE p.municipality_id = {municipality_id} AND ST_X(p.geom) IS NOT NULL
    LIMIT {most}
) TO STDOUT (FORMAT binary)
