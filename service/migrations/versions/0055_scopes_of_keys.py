"""What keys of other services are for

Revision: 0055
Follows: 0054
"""

from service.migrations.script_sql import run_script, script

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0055_up"))


def downgrade() -> None:
    run_script(script("0055_down"))
