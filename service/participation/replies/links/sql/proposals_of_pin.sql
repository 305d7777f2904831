-- The proposals that residents see and that grew out of an idea.
SELECT p.slug, p.title, p.state
FROM proposal_idea AS i JOIN proposal AS p ON p.id = i.proposal_id
WHERE i.pin_id = :pin_id
ORDER BY p.created_on, p.slug
