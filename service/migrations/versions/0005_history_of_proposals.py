"""The history of a proposal as residents may read it

Revision: 0005
Follows: 0004
"""

from service.migrations.script_sql import run_script, script

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0005_up"))


def downgrade() -> None:
    run_script(script("0005_down"))
