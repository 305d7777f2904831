"""A log of where shown pins come and go, so that a process may keep their places in memory and stay right

Revision: 0013
Follows: 0012
"""

from service.migrations.script_sql import run_script, script

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0013_up"))


def downgrade() -> None:
    run_script(script("0013_down"))
