"""Documents of proposals

Revision: 0051
Follows: 0050
"""

from service.migrations.script_sql import run_script, script

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0051_up"))


def downgrade() -> None:
    run_script(script("0051_down"))
