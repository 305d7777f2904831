"""Campaigns: what residents are asked for, when, where and by which kinds

Revision: 0030
Follows: 0029
"""

from service.migrations.script_sql import run_script, script

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0030_up"))


def downgrade() -> None:
    run_script(script("0030_down"))
