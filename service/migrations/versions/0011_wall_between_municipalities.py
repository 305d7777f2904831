"""Row security: a request's transaction reaches the rows of its own municipality alone

Revision: 0011
Follows: 0010
"""

from alembic import op

from service.migrations.script_sql import run_script, script

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0011_up"))


def downgrade() -> None:
    run_script(script("0011_down"))
