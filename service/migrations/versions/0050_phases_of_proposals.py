"""Phases of proposals with their dates

Revision: 0050
Follows: 0049
"""

from service.migrations.script_sql import run_script, script

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0050_up"))


def downgrade() -> None:
    run_script(script("0050_down"))
