"""Who sees imports of layers

Revision: 0072
Follows: 0071
"""

from service.migrations.script_sql import run_script, script

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0072_up"))


def downgrade() -> None:
    run_script(script("0072_down"))
