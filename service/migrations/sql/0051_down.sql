DROP VIEW public_api.proposal_document_file;
DROP VIEW public_api.proposal_document;
DROP TABLE service.proposal_document_file;
DROP TABLE service.proposal_document;
