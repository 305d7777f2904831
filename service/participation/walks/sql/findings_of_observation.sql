-- What later walks found of an observation, the latest walk first.
SELECT w.slug, w.title, c.outcome, c.check_count
FROM observation_check AS c JOIN walk AS w ON w.id = c.walk_id
WHERE c.observation_id = :observation_id
ORDER BY w.walked_at DESC, w.slug, c.check_count DESC, c.outcome
