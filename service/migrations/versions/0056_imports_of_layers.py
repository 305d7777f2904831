"""Imports of layers and plans from files, until they are approved or forgotten

Revision: 0056
Follows: 0055
"""

from service.migrations.script_sql import run_script, script

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0056_up"))


def downgrade() -> None:
    run_script(script("0056_down"))
