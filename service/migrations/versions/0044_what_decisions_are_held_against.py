"""The areas and years that a decision will be held against

Revision: 0044
Follows: 0043
"""

from service.migrations.script_sql import run_script, script

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0044_up"))


def downgrade() -> None:
    run_script(script("0044_down"))
