"""Restricted layers, for those who may see them

Revision: 0065
Follows: 0068
"""

from service.migrations.script_sql import run_script, script

revision = "0065"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0065_up"))


def downgrade() -> None:
    run_script(script("0065_down"))
