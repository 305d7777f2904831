-- The documents of a proposal that residents see, in the order they came; removed ones with the reason.
SELECT id, names, kind, byte_count, version, added_on, removed_on, removal_reason
FROM proposal_document
WHERE municipality_id = :municipality_id AND proposal_id = :proposal_id
ORDER BY number
