"""Keys of other services, and what came by them

Revision: 0047
Follows: 0046
"""

from service.migrations.script_sql import run_script, script

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0047_up"))


def downgrade() -> None:
    run_script(script("0047_down"))
