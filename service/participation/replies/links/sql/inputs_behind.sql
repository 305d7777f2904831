-- The public ideas that a proposal or a decision used, used in part or did not, as it was last said.
SELECT p.id AS pin_id, p.reference, p.title, p.body, p.language, p.theme, p.state, p.is_synthetic,
       l.relation, l.reason, l.part_number, l.linked_on
FROM answer_link AS l JOIN pin AS p ON p.id = l.pin_id
WHERE l.municipality_id = :municipality_id AND l.target_kind = :kind AND l.target_slug = :slug AND l.is_newest
ORDER BY array_position(ARRAY['used', 'partly', 'not_used'], CAST(l.relation AS text)), l.linked_on DESC, p.reference
LIMIT :limit
