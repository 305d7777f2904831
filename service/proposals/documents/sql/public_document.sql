-- One document that residents may have, without its bytes.
SELECT id, names, kind, byte_count, version, added_on, removed_on, removal_reason
FROM proposal_document
WHERE municipality_id = :municipality_id AND slug = :slug AND id = :document_id AND removed_on IS NULL
