"""The catalogue of layers

Revision: 0053
Follows: 0052
"""

from service.migrations.script_sql import run_script, script

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0053_up"))


def downgrade() -> None:
    run_script(script("0053_down"))
