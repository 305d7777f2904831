"""Proposals that grew out of ideas are told to followers

Revision: 0068
Follows: 0061
"""

from service.migrations.script_sql import run_script, script

revision = "0068"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0068_up"))


def downgrade() -> None:
    run_script(script("0068_down"))
