"""What planners say of the lines of a report

Revision: 0049
Follows: 0048
"""

from service.migrations.script_sql import run_script, script

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0049_up"))


def downgrade() -> None:
    run_script(script("0049_down"))
