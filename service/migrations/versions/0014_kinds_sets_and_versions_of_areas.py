"""Kinds of area, sets, bodies, and who changed a boundary

Revision: 0014
Follows: 0013
"""

from service.migrations.script_sql import run_script, script

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0014_up"))


def downgrade() -> None:
    run_script(script("0014_down"))
