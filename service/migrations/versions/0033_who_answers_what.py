"""Units, promises of answers, and parts of an input with who looks after each

Revision: 0033
Follows: 0032
"""

from service.migrations.script_sql import run_script, script

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0033_up"))


def downgrade() -> None:
    run_script(script("0033_down"))
