"""Lines and areas that people draw with what they say

Revision: 0036
Follows: 0035
"""

from service.migrations.script_sql import run_script, script

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0036_up"))


def downgrade() -> None:
    run_script(script("0036_down"))
