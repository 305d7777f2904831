"""Ideas and co-developers of proposals

Revision: 0061
Follows: 0060
"""

from service.migrations.script_sql import run_script, script

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0061_up"))


def downgrade() -> None:
    run_script(script("0061_down"))
