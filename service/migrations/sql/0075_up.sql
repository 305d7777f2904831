-- A statement can be about a row of the assessment of effects; `part` keeps which, and `quote` the planner's reason.
ALTER TABLE service.statement
    DROP CONSTRAINT ck_statement_about,
    ADD CONSTRAINT ck_statement_about CHECK (about IN ('whole','part','paragraph','effect','place','area'));
