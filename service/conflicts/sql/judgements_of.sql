-- What planners said of the lines of a proposal that residents see, oldest first.
SELECT id, version, line, verdict, reason, signature, made_on
FROM conflict_judgement
WHERE municipality_id = :municipality_id AND proposal_id = :proposal_id
ORDER BY id
