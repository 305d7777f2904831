"""Decisions that never change

Revision: 0150
Follows: 0110
"""

from service.migrations.script_sql import run_script, script

revision = "0150"
down_revision = "0110"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0150_up"))


def downgrade() -> None:
    run_script(script("0150_down"))
