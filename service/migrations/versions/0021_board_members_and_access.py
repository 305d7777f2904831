"""Board members, and who opened whose data

Revision: 0021
Follows: 0020
"""

from service.migrations.script_sql import run_script, script

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0021_up"))


def downgrade() -> None:
    run_script(script("0021_down"))
