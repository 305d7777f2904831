"""Alternatives of one matter

Revision: 0059
Follows: 0058
"""

from service.migrations.script_sql import run_script, script

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0059_up"))


def downgrade() -> None:
    run_script(script("0059_down"))
