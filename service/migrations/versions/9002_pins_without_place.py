"""Public pins without a place are found at once

Revision: 9002
Follows: 0030
"""

from service.migrations.script_sql import run_script, script

revision = "9002"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("9002_up"))


def downgrade() -> None:
    run_script(script("9002_down"))
