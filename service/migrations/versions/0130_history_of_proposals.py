"""The history of a proposal as residents may read it

Revision: 0130
Follows: 0120
"""

from service.migrations.script_sql import run_script, script

revision = "0130"
down_revision = "0120"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0130_up"))


def downgrade() -> None:
    run_script(script("0130_down"))
