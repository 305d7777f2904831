"""Imports of areas from files, until they are approved or forgotten

Revision: 0018
Follows: 0017
"""

from service.migrations.script_sql import run_script, script

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0018_up"))


def downgrade() -> None:
    run_script(script("0018_down"))
