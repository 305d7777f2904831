"""Reports of what is out of place, and acts of moderation that can be undone

Revision: 0023
Follows: 0022
"""

from service.migrations.script_sql import run_script, script

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0023_up"))


def downgrade() -> None:
    run_script(script("0023_down"))
