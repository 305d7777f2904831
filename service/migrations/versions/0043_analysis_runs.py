"""Computations that the worker makes for the pages of the analysis

Revision: 0043
Follows: 0042
"""

from service.migrations.script_sql import run_script, script

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0043_up"))


def downgrade() -> None:
    run_script(script("0043_down"))
