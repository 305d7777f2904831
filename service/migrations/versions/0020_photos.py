"""Photos of what residents say

Revision: 0020
Follows: 0019
"""

from service.migrations.script_sql import run_script, script

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0020_up"))


def downgrade() -> None:
    run_script(script("0020_down"))
