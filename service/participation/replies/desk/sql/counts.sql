SELECT count(*) FILTER (WHERE s.is_mine AND s.is_open) AS mine,
       count(*) FILTER (WHERE s.is_units AND s.is_open) AS unit,
       count(*) FILTER (WHERE s.is_nobodys AND s.is_open) AS nobody,
       count(*) FILTER (WHERE s.is_open) AS "all",
       count(*) FILTER (WHERE s.is_chosen AND (s.is_waiting OR s.is_late)) AS waiting,
       count(*) FILTER (WHERE s.is_chosen AND s.is_late) AS late,
       count(*) FILTER (WHERE s.is_chosen AND s.is_open) AS open,
       count(*) FILTER (WHERE s.is_chosen AND NOT s.is_open) AS ended,
       count(*) FILTER (WHERE s.is_chosen) AS any
FROM (
    SELECT sorted.*, CASE CAST(:whose AS text) WHEN 'mine' THEN is_mine WHEN 'unit' THEN is_units WHEN 'nobody' THEN is_nobodys
           ELSE TRUE END AS is_chosen
    FROM sorted
) AS s
