ALTER TABLE service.statement_signature DROP COLUMN address_code;
