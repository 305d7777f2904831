-- Which of these texts somebody has said here already.
SELECT DISTINCT w.said
FROM unnest(CAST(:said AS text[])) AS w(said)
JOIN service.pin AS p ON p.municipality_id = :municipality_id AND p.visibility IN ('public', 'pending')
    AND lower(trim(regexp_replace(p.title || ' ' || p.body, '\s+', ' ', 'g'))) = w.said
