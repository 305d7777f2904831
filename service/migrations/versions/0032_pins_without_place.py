"""Public pins without a place are found at once

Revision: 0032
Follows: 0031
"""

from service.migrations.script_sql import run_script, script

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0032_up"))


def downgrade() -> None:
    run_script(script("0032_down"))
