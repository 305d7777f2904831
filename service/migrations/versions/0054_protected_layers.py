"""Layers of protected things

Revision: 0054
Follows: 0053
"""

from service.migrations.script_sql import run_script, script

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0054_up"))


def downgrade() -> None:
    run_script(script("0054_down"))
