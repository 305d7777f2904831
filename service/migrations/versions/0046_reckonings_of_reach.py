"""Reckonings of the reach of services

Revision: 0046
Follows: 0045
"""

from service.migrations.script_sql import run_script, script

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0046_up"))


def downgrade() -> None:
    run_script(script("0046_down"))
