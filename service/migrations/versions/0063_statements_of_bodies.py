"""Statements that a board or a table gives as a body, with its votes

Revision: 0063
Follows: 0065
"""

from service.migrations.script_sql import run_script, script

revision = "0063"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0063_up"))


def downgrade() -> None:
    run_script(script("0063_down"))
