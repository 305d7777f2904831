-- The bytes of a document that residents may have.
SELECT content FROM proposal_document_file WHERE document_id = :document_id
