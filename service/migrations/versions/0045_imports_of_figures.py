"""Imports of a municipality's own figures, until they are approved or forgotten

Revision: 0045
Follows: 0044
"""

from service.migrations.script_sql import run_script, script

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0045_up"))


def downgrade() -> None:
    run_script(script("0045_down"))
