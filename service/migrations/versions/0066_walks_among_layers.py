"""The routes of walks among the layers

Revision: 0066
Follows: 0063
"""

from service.migrations.script_sql import run_script, script

revision = "0066"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0066_up"))


def downgrade() -> None:
    run_script(script("0066_down"))
