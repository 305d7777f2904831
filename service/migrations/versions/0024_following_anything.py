"""Anything can be followed, and what happens to it is told once

Revision: 0024
Follows: 0023
"""

from service.migrations.script_sql import run_script, script

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0024_up"))


def downgrade() -> None:
    run_script(script("0024_down"))
