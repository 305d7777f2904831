"""Features of other services: when they were fetched, and what became of them

Revision: 0057
Follows: 0056
"""

from service.migrations.script_sql import run_script, script

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0057_up"))


def downgrade() -> None:
    run_script(script("0057_down"))
