"""Indicators that a municipality brings itself

Revision: 0040
Follows: 0039
"""

from service.migrations.script_sql import run_script, script

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0040_up"))


def downgrade() -> None:
    run_script(script("0040_down"))
