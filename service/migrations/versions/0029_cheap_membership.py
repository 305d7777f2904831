"""Areas of a new pin are noted without a foreign key, a number of their own or a plan of their own

Revision: 0029
Follows: 0028
"""

from service.migrations.script_sql import run_script, script

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0029_up"))


def downgrade() -> None:
    run_script(script("0029_down"))
