"""Imports of what people said in an earlier service

Revision: 0034
Follows: 0033
"""

from service.migrations.script_sql import run_script, script

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0034_up"))


def downgrade() -> None:
    run_script(script("0034_down"))
