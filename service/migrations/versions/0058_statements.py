"""Statements on proposals and the official responses to them

Revision: 0058
Follows: 0057
"""

from service.migrations.script_sql import run_script, script

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0058_up"))


def downgrade() -> None:
    run_script(script("0058_down"))
