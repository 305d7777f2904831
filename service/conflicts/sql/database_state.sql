-- Which transactions are seen just now, as the database says it.
SELECT CAST(pg_current_snapshot() AS text)
