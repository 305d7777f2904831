-- The row is locked until the transaction ends, so that parallel senders get different numbers.
INSERT INTO service.pin_number (municipality_id, year, last_number)
VALUES (:municipality_id, CAST(extract(year FROM now() AT TIME ZONE 'Europe/Helsinki') AS integer), 1)
ON CONFLICT (municipality_id, year) DO UPDATE SET last_number = service.pin_number.last_number + 1
RETURNING year, last_number, seed
