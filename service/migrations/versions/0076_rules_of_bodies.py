"""Rules by which bodies decide

Revision: 0076
Follows: 0075
"""

from service.migrations.script_sql import run_script, script

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0076_up"))


def downgrade() -> None:
    run_script(script("0076_down"))
