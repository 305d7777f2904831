"""That something is said to be done and is not

Revision: 0031
Follows: 0030
"""

from service.migrations.script_sql import run_script, script

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0031_up"))


def downgrade() -> None:
    run_script(script("0031_down"))
