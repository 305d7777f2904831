"""What plans end of earlier ones

Revision: 0048
Follows: 0047
"""

from service.migrations.script_sql import run_script, script

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0048_up"))


def downgrade() -> None:
    run_script(script("0048_down"))
