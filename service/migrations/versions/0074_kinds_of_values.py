"""Kinds of the values of layers

Revision: 0074
Follows: 0073
"""

from service.migrations.script_sql import run_script, script

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0074_up"))


def downgrade() -> None:
    run_script(script("0074_down"))
