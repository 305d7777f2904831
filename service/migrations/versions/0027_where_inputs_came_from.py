"""Where inputs came from that their authors did not send

Revision: 0027
Follows: 0026
"""

from service.migrations.script_sql import run_script, script

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0027_up"))


def downgrade() -> None:
    run_script(script("0027_down"))
