"""Calls for drawings, the drawings, and what they come to

Revision: 0015
Follows: 0014
"""

from service.migrations.script_sql import run_script, script

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0015_up"))


def downgrade() -> None:
    run_script(script("0015_down"))
