"""Comments that speak for a board

Revision: 0028
Follows: 0027
"""

from service.migrations.script_sql import run_script, script

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0028_up"))


def downgrade() -> None:
    run_script(script("0028_down"))
