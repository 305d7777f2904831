"""Names of co-signers that a moderator reads first

Revision: 0073
Follows: 0072
"""

from service.migrations.script_sql import run_script, script

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0073_up"))


def downgrade() -> None:
    run_script(script("0073_down"))
