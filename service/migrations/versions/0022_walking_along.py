"""Making a walk, walking along with a phone or on paper, and what a walk comes to

Revision: 0022
Follows: 0021
"""

from service.migrations.script_sql import run_script, script

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0022_up"))


def downgrade() -> None:
    run_script(script("0022_down"))
