"""The pin pyramid by theme and state, so that a filtered map reads no more rows than a whole one

Revision: 0140
Follows: 0130
"""

from service.migrations.script_sql import run_script, script

revision = "0140"
down_revision = "0130"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0140_up"))


def downgrade() -> None:
    run_script(script("0140_down"))
