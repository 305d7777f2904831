"""The job queue's own tables, in a schema of their own

Revision: 0003
Follows: 0002
"""

from alembic import op
from procrastinate.schema import SchemaManager

from service.migrations.script_sql import run_script

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

GRANTS = """
GRANT USAGE ON SCHEMA jobs TO aluekartta_service;
GRANT ALL ON ALL TABLES IN SCHEMA jobs TO aluekartta_service;
GRANT ALL ON ALL SEQUENCES IN SCHEMA jobs TO aluekartta_service;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA jobs TO aluekartta_service;
"""


def upgrade() -> None:
    op.execute("CREATE SCHEMA jobs")
    op.execute("SET LOCAL search_path TO jobs, public")
    run_script(SchemaManager.get_schema())
    op.execute("SET LOCAL search_path TO public")
    run_script(GRANTS)


def downgrade() -> None:
    op.execute("DROP SCHEMA jobs CASCADE")
