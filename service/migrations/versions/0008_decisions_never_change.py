"""Decisions that never change

Revision: 0008
Follows: 0007
"""

from service.migrations.script_sql import run_script, script

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0008_up"))


def downgrade() -> None:
    run_script(script("0008_down"))
