"""Themes with an owner and a published path of steps

Revision: 0039
Follows: 0038
"""

from service.migrations.script_sql import run_script, script

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0039_up"))


def downgrade() -> None:
    run_script(script("0039_down"))
