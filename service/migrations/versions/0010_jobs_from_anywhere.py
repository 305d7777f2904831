"""The queue's functions find their own tables, whatever the search path of the one who adds a job

The web adds jobs inside its own transactions, where the schema of the queue is not on the search path; the
queue's triggers name their tables without it.

Revision: 0010
Follows: 0009
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

FOR_EACH_FUNCTION = """
DO $$
DECLARE one regprocedure;
BEGIN
    FOR one IN SELECT p.oid FROM pg_proc AS p WHERE p.pronamespace = CAST('jobs' AS regnamespace) LOOP
        EXECUTE format('ALTER FUNCTION %s {change}', one);
    END LOOP;
END $$
"""


def upgrade() -> None:
    op.execute(FOR_EACH_FUNCTION.replace("{change}", "SET search_path = jobs, public"))


def downgrade() -> None:
    op.execute(FOR_EACH_FUNCTION.replace("{change}", "RESET search_path"))
