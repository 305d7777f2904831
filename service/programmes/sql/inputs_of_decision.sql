-- The public ideas that an answer linked to this decision, newest answer first.
SELECT p.reference, p.title, left(p.body, 200) AS body, p.theme, p.state, max(c.changed_on) AS answered_on
FROM pin_state_change AS c JOIN pin AS p ON p.id = c.pin_id
WHERE p.municipality_id = :municipality_id AND c.decision_slug = :slug
GROUP BY p.reference, p.title, p.body, p.theme, p.state
ORDER BY answered_on DESC, p.reference
