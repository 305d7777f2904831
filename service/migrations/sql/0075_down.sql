-- What was said of an effect goes on as said of the whole, with the words that it quotes.
UPDATE service.statement SET about = 'whole', part = '{}' WHERE about = 'effect';
ALTER TABLE service.statement
    DROP CONSTRAINT ck_statement_about,
    ADD CONSTRAINT ck_statement_about CHECK (about IN ('whole','part','paragraph','place','area'));
