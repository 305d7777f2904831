-- A keyed code of the address that signed. It stays when the account is erased, until the statement can no longer be
-- signed: whoever makes the account anew is counted once. Signatures from before get theirs the next night.
ALTER TABLE service.statement_signature ADD COLUMN address_code bytea;
CREATE INDEX ix_statement_signature_address_code ON service.statement_signature (statement_id, address_code)
    WHERE address_code IS NOT NULL;
