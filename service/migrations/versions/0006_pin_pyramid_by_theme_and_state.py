"""The pin pyramid by theme and state, so that a filtered map reads no more rows than a whole one

Revision: 0006
Follows: 0005
"""

from service.migrations.script_sql import run_script, script

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0006_up"))


def downgrade() -> None:
    run_script(script("0006_down"))
