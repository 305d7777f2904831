SELECT c.id, c.state, c.public_text, c.signature, c.decision_slug, c.is_synthetic, c.changed_on,
       (SELECT d.title FROM decision AS d
        WHERE d.slug = c.decision_slug AND d.municipality_id = :municipality_id) AS decision_title
FROM pin_state_change AS c
WHERE c.pin_id = :pin_id
ORDER BY c.id
