-- Counts no further than anybody reads, so that the cost does not grow with the table.
SELECT count(*) AS found FROM (
SELECT 1
{matching}
LIMIT :most) AS counted
