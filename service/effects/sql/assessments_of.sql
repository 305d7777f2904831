-- The published versions of a proposal's assessment that anyone may see, the newest first.
SELECT number, proposal_version, content, change_note, signature, published_on, is_synthetic
FROM effect_assessment
WHERE municipality_id = :municipality_id AND proposal_id = :proposal_id
ORDER BY number DESC
