"""What lies where, for boundaries that appear or change, and the public history of areas

Revision: 0004
Follows: 0003
"""

from service.migrations.script_sql import run_script, script

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0004_up"))


def downgrade() -> None:
    run_script(script("0004_down"))
