-- A run of references at once; the row is locked until the transaction ends.
INSERT INTO service.pin_number (municipality_id, year, last_number)
VALUES (:municipality_id, CAST(extract(year FROM now() AT TIME ZONE 'Europe/Helsinki') AS integer), :count)
ON CONFLICT (municipality_id, year) DO UPDATE SET last_number = service.pin_number.last_number + :count
RETURNING year, last_number, seed
