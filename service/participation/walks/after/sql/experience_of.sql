-- How a walk was by at least five who said it; no row otherwise.
SELECT answer_count, heard, safe, ease, worth FROM walk_experience WHERE walk_id = :walk_id
