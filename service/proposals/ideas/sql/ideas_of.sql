-- The public ideas that a proposal grew out of.
SELECT p.reference, p.title, left(p.body, 120) AS body
FROM proposal_idea AS i JOIN pin AS p ON p.id = i.pin_id
WHERE i.municipality_id = :municipality_id AND i.proposal_id = :proposal_id
ORDER BY p.reference
