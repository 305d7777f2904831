"""Co-signers of statements

Revision: 0070
Follows: 0066
"""

from service.migrations.script_sql import run_script, script

revision = "0070"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0070_up"))


def downgrade() -> None:
    run_script(script("0070_down"))
