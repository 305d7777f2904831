-- Every public statement on a proposal in the order in which it came, with the newest version of its response.
SELECT s.reference, s.kind, s.about, s.part, s.paragraph, s.quote, s.title, s.body, s.language, s.author_name,
       s.on_behalf, s.state, s.outcome, s.received_on, s.late_reason, s.proposal_version, s.is_synthetic, s.signatures,
       d.decision,
       (SELECT array_agg(g.name ORDER BY g.signed_on, g.name) FROM statement_signature AS g
        WHERE g.statement_id = s.id) AS signer_names,
       r.version AS response_version, r.lead, r.parts, r.outcome AS response_outcome, r.change_note, r.signature,
       r.answered_on
FROM statement AS s
LEFT JOIN statement_decision AS d ON d.statement_id = s.id
LEFT JOIN LATERAL (
    SELECT v.version, v.lead, v.parts, v.outcome, v.change_note, v.signature, v.answered_on
    FROM statement_response AS v
    WHERE v.statement_id = s.id
    ORDER BY v.version DESC
    LIMIT 1
) AS r ON true
WHERE s.municipality_id = :municipality_id AND s.proposal_slug = :slug
  AND (CAST(:reference AS text) IS NULL OR s.reference = :reference)
ORDER BY s.received_on, s.reference
LIMIT :most
