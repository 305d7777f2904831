"""Statements on effects as they were assessed

Revision: 0075
Follows: 0074
"""

from service.migrations.script_sql import run_script, script

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0075_up"))


def downgrade() -> None:
    run_script(script("0075_down"))
