"""A code by which nobody signs a statement twice

Revision: 0077
Follows: 0076
"""

from service.migrations.script_sql import run_script, script

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0077_up"))


def downgrade() -> None:
    run_script(script("0077_down"))
