-- The phases of a proposal that residents see, in the order of time.
SELECT id, kind, names, note, starts_on, ends_on
FROM proposal_phase
WHERE municipality_id = :municipality_id AND proposal_id = :proposal_id
ORDER BY starts_on, id
