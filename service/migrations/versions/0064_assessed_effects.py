"""Effects assessed before a decision

Revision: 0064
Follows: 0070
"""

from service.migrations.script_sql import run_script, script

revision = "0064"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0064_up"))


def downgrade() -> None:
    run_script(script("0064_down"))
