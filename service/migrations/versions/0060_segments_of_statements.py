"""Segments of statements and their answers

Revision: 0060
Follows: 0059
"""

from service.migrations.script_sql import run_script, script

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0060_up"))


def downgrade() -> None:
    run_script(script("0060_down"))
