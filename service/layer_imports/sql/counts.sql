SELECT fate, count(*) AS number FROM (/*fates*/) AS fated GROUP BY fate
