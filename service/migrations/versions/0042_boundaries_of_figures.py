"""On which boundary figures were published

Revision: 0042
Follows: 0041
"""

from service.migrations.script_sql import run_script, script

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0042_up"))


def downgrade() -> None:
    run_script(script("0042_down"))
