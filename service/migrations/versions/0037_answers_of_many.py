"""Templates of answers, and tables of answers between their report and their use

Revision: 0037
Follows: 0036
"""

from service.migrations.script_sql import run_script, script

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0037_up"))


def downgrade() -> None:
    run_script(script("0037_down"))
