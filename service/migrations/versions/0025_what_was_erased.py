"""What was erased

Revision: 0025
Follows: 0024
"""

from service.migrations.script_sql import run_script, script

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0025_up"))


def downgrade() -> None:
    run_script(script("0025_down"))
